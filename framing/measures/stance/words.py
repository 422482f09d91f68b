"""Closed word classes that the stance features read: negation, auxiliaries, clause cuts, titles."""

from __future__ import annotations

__all__ = [
    "ADVERBS", "AUXILIARIES", "BE", "CLAUSE_CUTS", "CONTRASTS", "DETERMINERS", "FUNCTION_WORDS",
    "NEGATIONS",
    "PARTICIPLES", "PREPOSITIONS", "PRONOUNS", "SAYING", "TITLES",
]  # fmt: skip


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


NEGATIONS = _set(
    "not n't no never neither nor without hardly barely nobody nothing none cannot scarcely rarely "
    "refuse refused refuses deny denied denies stop stopped lack lacks lacked"
)
BE = _set(
    "is are was were be been being am 's 're isn't wasn't aren't weren't get gets got getting"
)
AUXILIARIES = BE | _set(
    "has have had having will would could should may might must can do does did won't wouldn't "
    "couldn't shouldn't can't cannot don't doesn't didn't hasn't haven't hadn't to shall ought let"
)
ADVERBS = _set(
    "also not never already now then just even still once often always again only later soon too "
    "so very long ever since both all"
)
DETERMINERS = _set(
    "the a an his her their its our my your this that these those some any no every each such "
    "former then late"
)
TITLES = _set(
    "president sen sen. rep rep. senator representative gov gov. governor mr mr. mrs mrs. ms "
    "ms. dr dr. secretary minister prime chairman chairwoman chief director general gen gen. "
    "justice judge attorney vice mayor leader speaker king queen prince princess pope rev rev. "
    "sir lord lady republican democratic democrat democrats gop nominee candidate presidential "
    "house senate majority minority state professor prof officer detective sgt sgt. lt lt. col "
    "col. capt capt. commissioner congressman congresswoman ambassador adviser lawyer spokesman "
    "spokeswoman ceo campaign administration u.s. us american white supreme court "
)
PREPOSITIONS = _set(
    "of on by to for with against from about toward towards over at in into like as than behind "
    "between among upon under after before during through around via per off out up down"
)
CLAUSE_CUTS = _set(
    "; : but although though while whereas because which who when where if since unless until "
    '— – ( ) "'
)
CONTRASTS = _set(
    "but although though however despite yet while whereas nevertheless instead unlike"
)
SAYING = _set(
    "said says told tells say added adds wrote writes noted argued argues asked asks explained "
    "tweeted claimed claims stated continued responded replied insisted suggested warned according "
    "announced called described testified recalled"
)
# irregular participles; the regular ones are known by their endings
PARTICIPLES = _set(
    "seen known taken given made held met left put set cut hit hurt beaten shot slain stricken "
    "driven written thrown shown forgotten forgiven chosen sworn torn worn stolen broken hidden "
    "ridden drawn grown blown overthrown elected bought brought caught fought sought taught told "
    "sold found won lost kept built sent spent sued hung struck stuck stung sunk run let"
)
_HE, _HIM, _HIS = "he", "him", "his"
PRONOUNS = {
    **dict.fromkeys(_set("he she they it i we"), _HE),
    **dict.fromkeys(_set("him them himself herself me us"), _HIM),
    **dict.fromkeys(_set("his hers their its my our your"), _HIS),
    "her": "her",
    "you": "you",
}
# what names nothing: never shown as evidence by itself
FUNCTION_WORDS = (
    NEGATIONS | AUXILIARIES | ADVERBS | DETERMINERS | PREPOSITIONS | CLAUSE_CUTS | CONTRASTS
    | SAYING | TITLES | frozenset(PRONOUNS)
    | _set(
        "and or as that this there here than such own same other others another more most less "
        "least much many few several enough either neither whether whose whom what how why yes "
        "within without across along amid among behind beside besides beyond inside outside "
        "toward throughout despite except per plus regarding including one two three four five "
        "six seven eight nine ten hundred thousand million billion percent first second third "
        "last next today yesterday tomorrow week month year years months weeks day days time "
        "times monday tuesday wednesday thursday friday saturday sunday part way thing things "
        "something anything everything someone anyone everyone themselves itself yourself "
        "ourselves instead perhaps maybe almost quite rather really actually further away back "
        "off onto upon make makes made making take takes took taken going goes went gone come "
        "comes came coming put puts let lets keep keeps kept get gets got getting give gives gave "
        "use uses used using seem seems seemed become becomes became"
    )
)  # fmt: skip
