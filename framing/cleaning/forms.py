"""Fixed forms of residue: lines that their pattern alone gives away.

The cue lexicon says which words speak for a kind; a form says how a whole line is built: a
"By" with names, a credit in brackets at the end, a counter, a link's label with a colon.
"""

# ruff: noqa: E501  (a pattern a row reads better than one in pieces)

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.cleaning.kinds import KINDS
from framing.cleaning.marks import Marks

__all__ = ["FORM_CHANCE", "form_of", "forms_of"]

FORM_CHANCE = 0.03  # of content, where a line has one of these forms

_NAME = r"[A-Z][\w.'’-]*(?: (?:de|van|von|der|el|al|bin|la|di|[A-Z][\w.'’-]*)){0,4}"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
_DATE = (
    rf"(?:{_DAY},? )?(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}"
    r"|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d\d-\d\d)"
)
_CLOCK = r"\d{1,2}[:.]\d\d(?: ?[AaPp]\.?[Mm]\.?)?(?: ?\(?[A-Z]{2,4}\)?)?"
_AGENCY = (
    r"(?:AP(?: Photo)?|Associated Press|AFP|EPA(?:-EFE)?|PA|Reuters|REUTERS|Getty(?: Images)?|Bloomberg"
    r"|Shutterstock|Alamy|iStock(?:photo)?|Corbis|Landov|Rex(?: Features)?|flickr|Flickr|Unsplash|Xinhua"
    r"|TASS|UPI|NurPhoto|Zuma(?: Press)?|Wikimedia Commons|NASA)"
)
_NETWORK = (
    r"(?:Facebook|Twitter|X|Instagram|LinkedIn|Linkedin|WhatsApp|Whatsapp|Telegram|Pinterest|Reddit"
    r"|YouTube|Youtube|Tumblr|TikTok|Flipboard|RSS(?: Feed)?|E-?mail|Print|Messenger|Mastodon|Bluesky"
    r"|Threads|Google\+?|Pocket|Share|Tweet|Pin|SMS|Copy [Ll]ink|Link|Vimeo|More)"
)
_WHO = r"(?:\S{2,40}?|(?:[A-Z@(][\w.,'’)-]* ?){1,7}?)"
_OUTLET = (
    r"(?:Times|Post|Gazette|News|Journal|Tribune|Herald|Observer|Chronicle|Mirror|Guardian|Courier"
    r"|Ledger|Press|Radio|Wire|Daily|Weekly|Media|Review|Monitor|Independent|Insider|Globe|Sun|Report"
    r"|Examiner|Inquirer|Dispatch|Sentinel|Standard|Telegraph|Intercept|Newsroom|[Jj]ournalism|[Nn]ewsroom)"
)

# kind, pattern; a whole line, or its beginning or end where ^ or $ says so
_FORMS: tuple[tuple[str, str], ...] = (
    # folding turns guillemets into straight quotation marks
    ("injected", r"^(?:[A-Z][A-Z0-9]{2,11} ?[\"»«›‹▸]+|[»«›‹▸]+ ?[A-Z][A-Z0-9]{2,11})$"),
    ("byline", rf"^(?:By|BY|by):? {_NAME}(?:(?:, | and | & ){_NAME})*(?: ?[|@,–-] ?.{{0,70}})?(?<![.!?])$"),
    ("byline", rf"^(?:Written|Posted|Published|Reviewed|Medically reviewed|Edited|Compiled|Translated|Reported"
     rf"|Submitted|Produced|Interview|Words|Text) by:? {_NAME}.{{0,80}}$"),
    ("byline", r"^(?:Author|Authors|Reporter|Correspondent|Autor|Auteur): ?\S.{0,60}(?<![.!?])$"),
    ("byline", rf"^(?:Analysis|Opinion|Commentary|Review|Story|Report|Column) by {_NAME}.{{0,60}}(?<![.!?])$"),
    ("byline", r"^[(\[]?(?:Additional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting)(?: and (?:writing|editing))? by [A-Z].{0,240}$"),
    ("byline", r"^[(\[]?With (?:files|additional reporting|reporting|inputs?|material|contributions|agencies)\b.{0,80}$"),
    ("byline", r"^(?:Contributing|CONTRIBUTING)(?:: | to this (?:report|story|article) (?:was|were) ).{3,300}$"),
    ("byline", r"^(?:[—–-]{1,2} ?)?With assistance (?:by|from) [A-Z].{3,240}$"),
    ("byline", r"^(?:Via|VIA|via|H/T|h/t|Source|Sources|SOURCE|Quelle): ?[^.!?]{2,70}$"),
    ("byline", r"^(?:Write to|Contact|Reach|Follow and contact|E-?mail) .{2,160}\bat \S+@\S+.{0,120}$"),
    ("byline", rf"^(?:Published|Posted|Date|Veröffentlicht)?(?: on| at|:)? ?{_DATE}(?:,? (?:at )?{_CLOCK})?(?: ?[·|•–-] ?\d+ min(?:ute)?s?(?: read)?)?$"),
    ("byline", rf"^{_CLOCK}(?:,? (?:on )?{_DATE})$"),
    ("byline", r"^(?:about |an? )?(?:\d+ )?(?:min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?) (?:ago|read)$"),
    ("byline", r"^\d+[ -]min(?:ute)?s?(?: read)?$"),
    ("navigation", r"^(?:RELATED|Related|SEE ALSO|See [Aa]lso|See|ALSO SEE|Also [Ss]ee|READ MORE|Read [Mm]ore|READ ALSO"
     r"|Read [Aa]lso|ALSO READ|Also [Rr]ead|Read|READ|CHECK OUT|Check out|WATCH|Watch|LISTEN|Listen|MORE|DON'T MISS"
     r"|Don't [Mm]iss|UP NEXT|READ NEXT|Read [Nn]ext|Further reading|Recommended|Also on [A-Z]\w+|More (?:on|from|about) [^:]{2,40}"
     r"|Related (?:posts?|stor(?:y|ies)|articles?|roundups?|links?|coverage|reading|content|news|videos?)|PREVIOUS(?:LY)?"
     r"|Leggi anche|Lire aussi|Lee también|Mehr zum Thema|Lesen Sie auch|Siehe auch): ?\S.{0,200}$"),
    # a link that stood alone in brackets keeps a blank behind the first of them
    ("navigation", r"^\( \S.{2,140}\)$"),
    ("navigation", r"^M(?:ore|ORE): ?\S.{4,400}$"),
    ("navigation", r"^R(?:ead|EAD) M(?:ore|ORE) [A-Z\"'].{4,400}$"),
    ("navigation", r"^[(\[](?:Also (?:on|read|see)|Related|Read more|See also|PHOTOS|VIDEO|WATCH|Leggi anche)\b.{0,160}[)\]]$"),
    ("navigation", r"^\W{0,2}(?:Click|Tap) (?:here|through) .{2,140}$"),
    ("navigation", r"^(?:(?:Story|Article|Text|STORY|ARTICLE) (?:[Cc]ontinue[sd]?|CONTINUE[SD]?)(?: [Bb]elow.{0,20}| BELOW.{0,20}| after.*)?|Continue reading(?: the main story)?)\.*$"),
    ("navigation", r"^(?:Read|See|View|Show|Load|Find out|Discover|Learn) (?:more|all|less|full (?:story|article))(?: stories| articles| news| posts)?[ .…»>→:]*$"),
    ("navigation", r"^(?:(?:Previous|Next|Older|Newer|Prev)(?: [Aa]rticle| [Pp]ost| [Ss]tory| [Pp]age)?)$"),
    ("navigation", r"^(?:Back to|Return to|Go to|Skip to|Jump to) (?:the )?(?:top|homepage|home|content|main content|navigation|start).{0,40}$"),
    ("navigation", r"^(?:Tags|TAGS|Tag|Topics|Categories|Category|Filed under|Schlagwörter|Related [Tt]opics|Labels) ?: ?\S.{0,200}$"),
    ("navigation", r"^(?:Related|RELATED|Recommended|Trending(?: now| Now)?|Most (?:[Rr]ead|[Pp]opular|[Vv]iewed)|You (?:may|might) also (?:like|enjoy)|Read [Nn]ext"
     r"|Up [Nn]ext|Related (?:[Ll]inks|[Aa]rticles|[Ss]tories|[Cc]ontent|[Pp]osts|[Tt]opics|[Cc]overage)|More (?:[Ss]tories|[Nn]ews|[Hh]eadlines)|Latest (?:[Nn]ews|[Ss]tories)"
     r"|See [Aa]lso|Also [Rr]ead|Leggi anche|Lire aussi|Explore further|More from .{2,40}|More on .{2,60}|Read more (?:from|on|about) .{2,60}|More [Oo]n [Tt]his(?: [Ss]tory| [Tt]opic)?\.*)[:.]?$"),
    ("media_caption", r"^Related [Vv]ideos? \S.{3,500}$"),
    ("media_caption", r"^All (?:photos|images|pictures|videos) (?:via|by|courtesy of|from) .{2,80}$"),
    ("media_caption", r"^CLOSE [A-Z\"'].{20,600}$"),
    ("media_caption", rf"^(?:{_AGENCY}|Rex Features) {{2,}}\S.{{4,400}}$"),
    ("media_caption", r"^(?:(?:FILE )?PHOTOS?|(?:File )?[Pp]hotos?|Images?|Pictures?|Credits?|Illustration|Graphic|Photograph|Caption|Foto|Fotos|Bild|Map|Chart|Infographic|GALLERY|Gallery|Slideshow|SLIDESHOW)"
     r"(?: (?:credits?|caption|source|copyright|courtesy|illustration))?(?: of| by)? ?: ?\S.{0,300}$"),
    ("media_caption", r"^(?:Image|Media|Photo|Picture|Video) (?:caption|copyright|credits?|source|courtesy|via|by) .{2,400}$"),
    ("media_caption", r"^[\[(](?:Photos?|Images?|Videos?|Screenshot|Picture|Foto)\b[^\[\]]{0,160}[\])]$"),
    ("media_caption", r"^Enlarge this image\b.{0,400}$"),
    ("media_caption", r"^(?:JUST WATCHED|Media playback is|Video player|Play [Vv]ideo|Toggle caption|Hide caption)\b.{0,300}$"),
    ("media_caption", r"^\(?(?:\d{1,3} ?(?:/|of) ?\d{1,3}|(?:Slideshow|Gallery|Image|Photo) ?\(? ?\d+(?: [Ii]mages| [Pp]hotos)? ?\)?(?: of /? ?\d+)?|\d+ (?:photos|images|pictures|slides))\)?$"),
    ("media_caption", r"^(?:VIEW|View|See|SEE) (?:GALLERY|[Gg]allery|[Ss]lideshow|[Pp]hotos|more (?:photos|images))$"),
    ("media_caption", r"^In this (?:\w+\.? \d{1,2},? (?:\d{4},? )?)?(?:file |undated |handout |image |frame )*(?:photo(?:graph)?|image|picture|frame)\b.{5,500}$"),
    ("editorial_note", r"^[(\[*]{0,2}(?:UPDATED?|Updated?|Last [Uu]pdated|LAST UPDATED)(?: ?[:.–-]? ?(?:at |on )?(?:\d|"
     rf"{_DAY}|{_MONTH} \d)).{{0,80}}(?<![.!?])$"),
    ("editorial_note", r"^[(\[*]{0,2}(?:CORRECTIONS?|Corrections?|CLARIFICATION|Clarification|Editor'?s'? [Nn]ote|EDITOR'?S'? NOTE|[A-Z]{2,4} [Ee]ditor's [Nn]ote|Note to readers)\b(?: ?[:(–-].{0,700}|)$"),
    ("editorial_note", r"^[(\[*]{0,2}(?:CORRECTION|Correction|CLARIFICATION|Clarification|Editor'?s'? [Nn]ote) (?:at|on|as of|added) .{3,40}?: .{3,600}$"),
    ("editorial_note", r"^Acknowledge?ments?: .{10,600}$"),
    ("editorial_note", r"^(?:This|The) (?:article|story|post|report|piece|column|interview|essay|page)(?: is more than| was (?:updated|corrected|originally|first|amended)| has been (?:updated|corrected|amended)| originally| first (?:appeared|ran)| will be updated| is developing).{0,300}$"),
    ("editorial_note", r"^(?:This is a (?:developing|breaking|rush transcript)|(?:Warning|WARNING): [Tt]his (?:report|story|article|video|post) |(?:An|A) (?:earlier|previous) version of this|We(?:'ll| will) (?:update|continue to update)).{0,300}$"),
    ("editorial_note", r"^[(\[]?(?:Originally|First) (?:published|posted|appeared).{0,160}$"),
    ("advertisement", r"^\W{0,3}(?:ADVERTISEMENTS?|Advertisements?|ADVERTISING|Advertising|ADVERT|SPONSORED|Sponsored|PROMOTED|Promoted|AD|Ad|Anzeige|ANZEIGE|Publicidad|Publicité|Pubblicità|Werbung"
     r"|Sponsored [Cc]ontent|Promoted [Cc]ontent|Paid (?:[Cc]ontent|[Pp]rogram|[Pp]ost)|From [Oo]ur (?:[Ss]ponsors?|[Pp]artners?|[Aa]dvertisers?))(?: (?:Advertisement|- .{0,40}|Continue reading the main story))?\W{0,2}$"),
    ("advertisement", r"^[\[(](?:Watch|WATCH|Listen|LISTEN|Tune in)\b.{4,400}[\])]$"),
    ("advertisement", r"^(?:(?:Sponsored|Promoted|Presented|Powered|Brought to you) by) .{2,60}(?<![.!?])$"),
    ("social_share", rf"^(?:{_NETWORK}[ ,|/·•]*)+$"),
    ("social_share", r"^(?:Share|Tweet|Pin|Email|Print|Save|Post|Like)(?: (?:this|on|via|to|by|with)\b.{0,60})?$"),
    ("social_share", r"^(?:Follow|FOLLOW|Find|Like|Join|Connect with) (?:us|me|him|her|them|[A-Z@][\w. ]{1,40})(?: also)? (?:on |at )?@?(?:Facebook|Twitter|X|Instagram|Telegram|LinkedIn|YouTube|TikTok|Google News|WhatsApp|social media|\w+).{0,80}$"),
    ("social_share", r"^(?:[-•*] )?Follow (?:@\w+|[A-Z][\w. ]{1,50} on [A-Z]\w+).{0,80}$"),
    ("social_share", r"^\d[\d.,]*[kKmM]? ?(?:[Ss]hares?|SHARES?|[Ll]ikes?|[Tt]weets?|diggs?|[Ff]ollowers)\b.{0,60}$"),
    ("comment_form", r"^(?:View |See |Show |Read |Add |Load )?(?:all |more )?\(?\d[\d,.]*\)? ?(?:[Cc]omments?|COMMENTS?|[Rr]eplies|[Rr]esponses?|Kommentare|commenti|comentarios)(?: on .{2,120}|:)?$"),
    ("comment_form", r"^(?:Leave|Write|Post|Submit|Add|Make)(?: an?| your)? ?(?:[Rr]eply|[Cc]omment|[Rr]esponse)(?: [Cc]ancel [Rr]eply| below)?[.!:]*$"),
    ("comment_form", r"^(?:[Uu]ser |[Rr]eader |[Rr]ecent |[Ll]atest |[Ll]oading |[Nn]o |[Ss]how |[Vv]iew |[Aa]ll )?(?:[Cc]omments?|COMMENTS?)(?: ?\(\d+\)| closed| are closed\.?| off|\.{3}|…)?:?$"),
    ("comment_form", r"^[\w .'-]{2,30} (?:says|wrote|commented)(?: on)?:$"),
    # the stamp above a reader's comment, or a piece of it that stands alone
    ("comment_form", rf"^\d{{1,2}} (?:min(?:ute)?s?|hours?|days?|weeks?|months?|years?) ago at {_CLOCK}$"),
    ("comment_form", r"^(?:Rating|Votes?|Score|Points|Karma|Upvotes): ?[+-]?\d{1,6}(?: [Vv]otes?)?$"),
    ("comment_form", r"^[+-]?\d{1,6} points? · .{2,60}$"),
    ("byline", r"^\d{1,3} ?[smhdwSMHDW](?: ago)?$"),
    ("comment_form", r"^(?:Reply|Report|Delete|Quote|Flag|Like|Upvote|Permalink|ReplyDelete)(?:[ |·](?:Reply|Report|Delete|Quote|Flag|Like|Share|Edit|Permalink|\d+))*$"),
    ("legal_notice", r"^[(]?(?:©|\(c\) ?\d|\(C\) ?\d|Copyright(?:ed (?:image|material)s?\b|s?(?: notice| and [A-Z]\w+)?[.:]?$| ?[©(:]| (?:by |in )?(?:\d{4}|[A-Z]))).{0,400}$"),
    ("legal_notice", r"^(?:Content created by|Republished (?:with permission|from|under)) [A-Z].{10,500}$"),
    ("legal_notice", r"^(?:(?:Terms(?: (?:of|and|&) (?:Use|Service|use|service|Conditions|conditions))?|Privacy(?: Policy| policy| Notice| Statement)?|Cookie(?:s|s? Policy| Settings| Notice)?|Legal|Imprint|Impressum|Datenschutz|Do Not Sell My (?:Personal )?Information)[ ,|·•&]*(?:and )?)+$"),
    ("donation_appeal", rf"^(?:Please )?(?:Support|SUPPORT|Donate to|Back|Help fund|Fund) (?:the |The |our |your )?(?:\w[\w.'-]* ){{0,4}}{_OUTLET}(?: \w+)?[!.]?$"),
    ("newsletter_signup", r"^(?:Sign|SIGN) ?-?(?:up|UP)\b.{0,80}\b(?:[Nn]ewsletters?|[Aa]lerts?|[Ii]nbox|[Ee]-?mails?|NEWSLETTERS?)\b.{0,160}$"),
    ("newsletter_signup", r"^(?:Your |Enter (?:your )?)?(?:E-?mail|e-?mail)(?: [Aa]ddress)? ?\*?:?$"),
    ("subscription_offer", r"^(?:Download|DOWNLOAD|Get|GET|CLICK (?:HERE )?(?:TO GET|FOR)) (?:the |THE |our |OUR )?(?:[\w.]+ ){0,4}(?:app|App|APP)\b.{0,120}$"),
    ("newsletter_signup", r"^(?:Subscribe|Join|SUBSCRIBE)\b.{0,60}\b(?:[Nn]ewsletters?|via [Ee]-?mail|by [Ee]-?mail|mailing list)\b.{0,80}$"),
    ("social_share", r"^Subscribe\b.{0,60}\b(?:YouTube|[Cc]hannel|[Pp]odcast)\b.{0,80}$"),
    ("subscription_offer", r"^(?:Subscribe|Log ?in|Sign ?in|Register|LOGIN|LOG IN|SIGN IN|SUBSCRIBE|Join)(?: (?:now|today|here|to|or|for|with|NOW|TODAY)\b.{0,80}|[ |/]+(?:Subscribe|Log ?in|Sign ?[Ii]n|Register|Membership|Sign ?[Uu]p).{0,40})?[!.]?$"),
        ("injected", r"^<(?:!--|/?[a-z][\w-]*[ >]).*$"),
    ("injected", r"^(?:\[{1,2}/?(?:pullquote|embed|caption|gallery|video|audio|ad|image|quote)\b[^\]]*\]{1,2}.{0,80}|\{\{.*\}\}|\[object Object\]|undefined|null|NaN|&nbsp;|%%\w+%%|__[A-Za-z]\w*__)$"),
    ("injected", r"^(?:var |window\.|document\.|googletag|function ?\().*$"),
)  # fmt: skip

_AT_DIGIT = tuple(f" at {digit}" for digit in range(10))

# kind, pattern, and what it cannot do without: these may begin with anything, so they are tried
# only where a line holds such a mark
_OPEN_FORMS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("byline", r"^.{3,260} (?:also )?contributed(?: reporting)?(?: to (?:this|the) (?:report|story|article|post|piece))?(?: from [A-Z][\w., ]{2,60})?[.)]*$", ("contribut",)),
    ("media_caption", rf"^.{{8,600}}\((?:(?:Photo|Photos|Image|Images|Picture|Credit|Courtesy|Screenshot|Video|Illustration|Graphic)\b[^()]*|(?:[^()]{{2,60}}[/,] ?)?{_AGENCY}(?: via [\w ]+)?(?:/[\w ]+)?|{_NAME} ?/ ?[A-Z][\w. ]+)\)\.?$", (")",)),
    ("media_caption", rf"^.{{3,500}}(?:/ ?|\bvia |© ?){_AGENCY}(?: Images| Photo| via [\w ]+)?\.?$", ("/", "via ", "©")),
    ("media_caption", rf"^.{{8,500}}\b{_AGENCY} ?/ ?[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){{0,3}}\.?$", ("/",)),
    ("media_caption", rf"^{_NAME} ?/ ?{_AGENCY}(?: Images)?(?: via [\w ]+)? [A-Z].{{20,600}}$", ("/",)),
    ("advertisement", r"^.{0,200}(?:weeknights|weekdays|weekends|Mondays|Tuesdays|Wednesdays|Thursdays|Fridays|Saturdays|Sundays|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?: at)? \d{1,2}(?::\d\d)? ?(?:[ap]\.?m\.?)? ?(?:E\.?T|EST|EDT|GMT|Eastern).{0,120}$", ("ET", "E.T", "EST", "EDT", "GMT", "Eastern")),
    ("advertisement", r"^.{0,200}(?:may (?:earn|receive) (?:a|an affiliate) commission|contains? affiliate links|has been compensated by|sponsored post).{0,200}$", ("ommission", "affiliate", "ompensated", "sponsored")),
    ("comment_form", rf"^{_WHO}(?:,? on )?{_DATE} at {_CLOCK}(?: (?:said|says|wrote):?)?$", _AT_DIGIT),
    ("comment_form", rf"^{_WHO} ?{_MONTH} \d{{1,2}}(?:st|nd|rd|th)? at {_CLOCK}$", _AT_DIGIT),
    ("legal_notice", r"^.{0,300}\b(?:[Aa]ll [Rr]ights [Rr]eserved|ALL RIGHTS RESERVED)\b.{0,160}$", ("ights ", "RIGHTS")),
    ("newsletter_signup", r"^.{0,260}\b(?:delivered|sent|straight|direct(?:ly)?|right)\b.{0,30}\b(?:to|in) your (?:in-?box|mailbox|e-?mail)\b.{0,200}$", ("in your", "to your")),
)  # fmt: skip

# one pattern with a group for each form that begins with a word: the engine rules most of them
# out by the first letter
_ANY_FORM = re.compile("|".join(pattern.removeprefix("^") for _, pattern in _FORMS))
_FORM = re.compile("|".join(f"({pattern})" for _, pattern in _FORMS))
_KIND = (-1, *(KINDS.index(kind) for kind, _ in _FORMS))  # by number of the group
_OPEN = [(KINDS.index(kind), re.compile(pattern), needs) for kind, pattern, needs in _OPEN_FORMS]
_LONGEST = 720  # characters: no form is longer
_SHORT = 120  # characters: a longer line is looked at only where it begins like a form
_STARTS = frozenset(
    "This The A An We We'll Acknowledgments Acknowledgements Correction Corrections CORRECTION CORRECTIONS Clarification "
    "CLARIFICATION Editor's Editors' EDITOR'S Editor Editors EDITOR EDITORS Note Update Updated UPDATE UPDATED Last Originally "
    "First © Copyright Image Images Media Photo Photos PHOTO PHOTOS Picture Pictures Video FILE "
    "File Credit Credits Caption Illustration Graphic Gallery In Enlarge JUST Reporting Writing "
    "Editing Additional Contributing CONTRIBUTING Write Contact Reach Email By BY Click Tap "
    "RELATED Related Read READ See SEE Also ALSO Watch WATCH Listen More MORE Check CHECK Tags "
    "TAGS Topics Follow Subscribe Sign Download Getty Reuters AFP AP EPA Rex NPR CNN Join Get "
    "CLOSE With — Content Republished".split()
)
_MARKED = Marks([(
    "contribut", "hoto", "mage", "redit", "ourtesy", "/", "Getty", "Reuters", "REUTERS", "AP)",
    "AFP", "EPA", "ights ", "RIGHTS", "in your", "to your", "ommission", "affiliate", "ompensated",
    "sponsored", *_AT_DIGIT, " ET", " EST", " EDT", " GMT", "Eastern", "»", "via ", "©", "Press)",
)])  # fmt: skip


def form_of(line: str) -> int:
    """Give the number of the kind whose form a line has, -1 where it has none.

    Parameters
    ----------
    line : str
        A folded line.

    Examples
    --------
    >>> from framing.cleaning.kinds import KINDS
    >>> [KINDS[form_of(line)] for line in ("By Ana Duarte and Tom Keller", "3 / 7", "See also: Tax")]
    ['byline', 'media_caption', 'navigation']
    >>> form_of("By Monday the water had fallen.")
    -1
    """
    return forms_of([line])[0]


def forms_of(lines: Sequence[str]) -> list[int]:
    """Give the numbers of the kinds whose forms lines have."""
    return list(map(_form, lines, _MARKED.of(lines)))


def _form(line: str, marked: int) -> int:
    size = len(line)
    if size > _LONGEST:
        return -1
    likely = size <= _SHORT or line[:30].split(" ", 1)[0].strip("([*:,") in _STARTS
    if likely and _ANY_FORM.match(line) and (found := _FORM.match(line)):
        return _KIND[found.lastindex or 0]
    if marked:
        for kind, pattern, needs in _OPEN:
            if _bears(line, needs) and pattern.match(line):
                return kind
    return -1


def _bears(line: str, marks: tuple[str, ...]) -> bool:
    for mark in marks:  # noqa: SIM110  (any() takes three times as long)
        if mark in line:
            return True
    return False
