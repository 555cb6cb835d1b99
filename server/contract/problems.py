"""Every refusal a client may meet: a stable code, an HTTP status, and a sentence in Ukrainian and English.

On the wire: ``application/problem+json`` after RFC 9457, with ``code``, ``status``, ``title`` and the extensions
``titles`` (by language) and ``fields`` (what the sentence was filled with).
"""

from dataclasses import dataclass
from types import MappingProxyType

from server.contract.terms import ProblemCode


@dataclass(frozen=True, slots=True)
class Sentence:
    """How a refusal is said; ``{names}`` are filled from the problem's fields."""

    status: int
    uk: str
    en: str


SENTENCES: MappingProxyType[ProblemCode, Sentence] = MappingProxyType(
    {
        ProblemCode.MALFORMED: Sentence(
            400, "Запит складено неправильно: {reason}.", "The request is not well formed: {reason}."
        ),
        ProblemCode.TOO_LARGE: Sentence(
            413, "Запит завеликий: дозволено {limit} байтів.", "The request is too large: {limit} bytes are allowed."
        ),
        ProblemCode.UNKNOWN_COMMAND: Sentence(404, "Немає команди «{name}».", "There is no command “{name}”."),
        ProblemCode.NOT_FOUND: Sentence(404, "Такої сторінки немає.", "There is no such page."),
        ProblemCode.METHOD_NOT_ALLOWED: Sentence(
            405, "Цю адресу так не запитують.", "This address is not asked in that way."
        ),
        ProblemCode.REQUEST_ID_REUSED: Sentence(
            409,
            "Цей номер запиту вже використано для іншої дії. Повторіть дію.",
            "This request id was used for something else. Do it once more.",
        ),
        ProblemCode.SIGN_IN_NEEDED: Sentence(401, "Спершу увійдіть.", "Sign in first."),
        ProblemCode.SIGN_IN_FAILED: Sentence(
            401, "Логін або пароль не підходить.", "The login or the password does not fit."
        ),
        ProblemCode.TOO_MANY_TRIES: Sentence(
            429,
            "Забагато спроб. Спробуйте ще раз за {seconds} с.",
            "Too many tries. Try again in {seconds} s.",
        ),
        ProblemCode.CSRF: Sentence(
            403, "Сторінка застаріла. Оновіть її та повторіть дію.", "The page is out of date. Reload it and try again."
        ),
        ProblemCode.NOT_ALLOWED: Sentence(403, "Ваша роль цього не дозволяє.", "Your role does not allow this."),
        ProblemCode.UNKNOWN_DEVICE_KEY: Sentence(
            401,
            "Цей пристрій не зареєстровано. Отримайте код в офісі: «Пристрої» → «Додати пристрій».",
            "This box is not enrolled. Get a code in the office: “Boxes” → “Add a box”.",
        ),
        ProblemCode.UNKNOWN_CODE: Sentence(
            404,
            "Код не підходить або його вже використано. Створіть новий.",
            "The code does not fit or was used already. Make a new one.",
        ),
        ProblemCode.FOREIGN_TOPIC: Sentence(403, "Ці новини не для вас.", "This news is not for you."),
        ProblemCode.UNKNOWN_HALL: Sentence(404, "Такого залу немає.", "There is no such hall."),
        ProblemCode.UNKNOWN_SERVICE: Sentence(
            404, "Такої послуги тут немає. Оберіть іншу.", "There is no such service here. Choose another."
        ),
        ProblemCode.PURPOSE_NOT_OFFERED: Sentence(
            409, "Ця послуга не має такої мети візиту.", "This service has no such purpose."
        ),
        ProblemCode.INTAKE_CLOSED: Sentence(
            409, "Зараз талони не видаються. Прийом: {hours}.", "Tickets are not given now. Opening hours: {hours}."
        ),
        ProblemCode.INTAKE_STOPPED: Sentence(
            409,
            "Видачу талонів на сьогодні зупинено. Приходьте іншого дня або зверніться до рецепції.",
            "No more tickets are given today. Please come another day or ask at reception.",
        ),
        ProblemCode.NOBODY_SERVES: Sentence(
            409,
            "Зараз цю послугу ніхто не надає. Зверніться до рецепції.",
            "Nobody serves this now. Please ask at reception.",
        ),
        ProblemCode.RECEIVER_GONE: Sentence(
            409,
            "«{receiver}» уже не приймає. Оберіть, кому передати талон.",
            "“{receiver}” does not serve any more. Choose whom to send the ticket to.",
        ),
        ProblemCode.SUSPENDED: Sentence(
            409,
            "Прийом призупинено. Нові виклики й талони — після відновлення.",
            "The service is suspended. Calls and tickets go on when it is resumed.",
        ),
        ProblemCode.NOT_SUSPENDED: Sentence(409, "Прийом не призупинено.", "The service is not suspended."),
        ProblemCode.LIMIT_REACHED: Sentence(
            409,
            "На сьогодні талони на цю послугу закінчилися: їх {limit} на день. Приходьте іншого дня.",
            "All {limit} tickets of today for this service are taken. Please come another day.",
        ),
        ProblemCode.NO_TIME_LEFT: Sentence(
            409,
            "До закриття всіх прийняти не встигнемо. Приходьте іншого дня або зверніться до рецепції.",
            "There is not enough time before closing. Please come another day or ask at reception.",
        ),
        ProblemCode.NUMBER_TAKEN: Sentence(
            409,
            "Номер {label} сьогодні вже є. Нічого не внесено: виправте номер і внесіть ще раз.",
            "Number {label} exists already today. Nothing was entered: correct it and enter again.",
        ),
        ProblemCode.TOO_MANY_SERVICES: Sentence(
            409,
            "Послуг за один візит — не більше {limit}.",
            "At most {limit} services in one visit.",
        ),
        ProblemCode.ALREADY_CONTINUED: Sentence(
            409,
            "Талон {label} уже перенесено на {day}.",
            "Ticket {label} is continued on {day} already.",
        ),
        ProblemCode.UNKNOWN_WINDOW: Sentence(404, "Такого вікна немає.", "There is no such window."),
        ProblemCode.WINDOW_TAKEN: Sentence(
            409, "За вікном {window} зараз {person}. Зайняти його?", "{person} is at window {window}. Take it over?"
        ),
        ProblemCode.WINDOW_NOT_YOURS: Sentence(
            403, "За вікном {window} зараз інша людина.", "Somebody else is at window {window}."
        ),
        ProblemCode.WINDOW_NOT_STAFFED: Sentence(
            409,
            "За вікном {window} нікого немає. Спершу займіть його на робочому місці.",
            "Nobody is at window {window}. Take it at the desk first.",
        ),
        ProblemCode.TICKET_IN_HAND: Sentence(
            409,
            "У вікна вже є талон {label}. Спершу завершіть його.",
            "The window has ticket {label}. Finish it first.",
        ),
        ProblemCode.NO_TICKET_IN_HAND: Sentence(409, "У вікна немає талона.", "The window has no ticket."),
        ProblemCode.ANOTHER_TICKET: Sentence(
            409, "У вікна вже інший талон: {label}.", "The window has another ticket by now: {label}."
        ),
        ProblemCode.STEP_REFUSED: Sentence(
            409, "Талон {label} {state}: це зараз неможливо.", "Ticket {label} {state}: not possible now."
        ),
        ProblemCode.ANNOUNCEMENTS_USED_UP: Sentence(
            409,
            "Більше оголошень талона {label} не передбачено: їх уже {calls}.",
            "Ticket {label} cannot be announced any more: {calls} is the limit.",
        ),
        ProblemCode.TOO_EARLY: Sentence(
            409,
            "Зачекайте ще {seconds} с: відвідувач може ще йти до вікна.",
            "Wait {seconds} s more: the visitor may be on the way.",
        ),
        ProblemCode.ANNOUNCE_AGAIN: Sentence(
            409,
            "Оголосіть талон {label} ще раз: неявку позначають після {least} оголошень.",
            "Announce ticket {label} once more: it may be marked missed after {least} announcements.",
        ),
        ProblemCode.NOT_OUT_OF_TURN: Sentence(
            409,
            "Талон {label} не позачерговий.",
            "Ticket {label} is not out of turn.",
        ),
        ProblemCode.ALREADY_RETURNED: Sentence(
            409,
            "Талон {label} уже повертали до черги. Видайте новий.",
            "Ticket {label} was returned to the line once already. Give a new one.",
        ),
        ProblemCode.PANEL_NOT_ASSIGNED: Sentence(
            409,
            "Пульт {address} не належить жодному вікну. Призначте вікно в офісі: «Пристрої» → «Пульти».",
            "Panel {address} belongs to no window. Assign one in the office: “Boxes” → “Panels”.",
        ),
        ProblemCode.KEY_NOT_ASSIGNED: Sentence(
            409,
            "Клавіша {control} пульта {address} нічого не означає. Оберіть дію в офісі: «Пристрої» → «Пульти».",
            "Key {control} of panel {address} means nothing. Choose an action in the office: “Boxes” → “Panels”.",
        ),
        ProblemCode.CHANGED_BY_CLOCK: Sentence(
            409,
            "Щойно талон у вікні {window} змінився сам. Подивіться на нього й натисніть ще раз.",
            "The ticket at window {window} has just changed by itself. Look at it and press again.",
        ),
        ProblemCode.JUST_STARTED: Sentence(
            409,
            "Прийом у вікні {window} щойно розпочато. Щоб завершити його, натисніть ще раз за кілька секунд.",
            "The visit at window {window} has only just begun. To end it, press again in a few seconds.",
        ),
        ProblemCode.UNKNOWN_TICKET: Sentence(404, "Такого талона немає.", "There is no such ticket."),
        ProblemCode.TICKET_OVER: Sentence(409, "Талон {label} уже завершено.", "Ticket {label} is over."),
        ProblemCode.NO_PRINTER: Sentence(
            409,
            "Тут немає принтера. Якщо в залі їх кілька, оберіть, на якому друкувати.",
            "There is no printer here. Where the hall has several, choose one.",
        ),
        ProblemCode.UNKNOWN_PRINT_JOB: Sentence(404, "Такого завдання друку немає.", "There is no such print job."),
        ProblemCode.NAME_TAKEN: Sentence(409, "«{name}» вже є.", "“{name}” exists already."),
        ProblemCode.BAD_VALUE: Sentence(422, "{field}: {reason}.", "{field}: {reason}."),
        ProblemCode.IN_USE: Sentence(409, "«{name}» зараз використовується: {by}.", "“{name}” is in use: {by}."),
        ProblemCode.LAST_OF_ITS_KIND: Sentence(
            409,
            "Це остання людина з роллю «ІТ»: інакше ніхто не зможе увійти й виправити налаштування.",
            "This is the last person with the IT role: nobody could mend the settings any more.",
        ),
        ProblemCode.UNKNOWN_PERSON: Sentence(404, "Такої людини немає.", "There is no such person."),
        ProblemCode.UNKNOWN_BOX: Sentence(404, "Такого пристрою немає.", "There is no such box."),
        ProblemCode.UNKNOWN_PANEL: Sentence(404, "Такого пульта немає.", "There is no such panel."),
        ProblemCode.WEAK_PASSWORD: Sentence(
            422,
            "Пароль закороткий: потрібно щонайменше {length} знаків.",
            "The password is too short: at least {length} characters are needed.",
        ),
        ProblemCode.NOT_SAVED: Sentence(
            503,
            "Не вдалося зберегти. Нічого не змінено, повторіть дію.",
            "It could not be saved. Nothing changed; try again.",
        ),
        ProblemCode.BUSY: Sentence(
            503, "Сервер зайнятий. Нічого не змінено, повторіть дію.", "The server is busy. Nothing changed; try again."
        ),
        ProblemCode.INTERNAL: Sentence(
            500,
            "Сервер помилився. Повторіть дію; якщо не допоможе, скажіть сектору ІКЗ.",
            "The server made a mistake. Try again; if that does not help, tell the IT sector.",
        ),
        ProblemCode.SERVER_AWAY: Sentence(
            503,
            "Немає зв’язку з сервером. Зверніться до рецепції.",
            "The server does not answer. Please ask at reception.",
        ),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A refusal on its way to a client."""

    code: ProblemCode
    status: int
    title: str
    """In Ukrainian; ``titles`` has every language."""
    titles: dict[str, str]
    fields: dict[str, str]


_STATES = {
    "waiting": ("ще чекає", "is still waiting"),
    "called": ("викликано, але прийом не розпочато", "was called and is not being served yet"),
    "serving": ("уже обслуговують", "is being served"),
    "parked": ("відкладено", "is set aside"),
    "done": ("завершено", "is done"),
    "missed": ("позначено неявкою", "was marked missed"),
    "expired": ("прострочено", "has expired"),
    "cancelled": ("скасовано", "was cancelled"),
}
"""A ticket's state within a sentence, in Ukrainian and English."""


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def problem(code: ProblemCode, **fields: str) -> Problem:
    """The refusal with its sentences filled in; a missing field shows as an ellipsis rather than failing."""
    sentence = SENTENCES[code]
    uk, en = _STATES.get(fields.get("state", ""), ("…", "…"))
    titles = {
        "uk": sentence.uk.format_map(_Blank(fields, state=uk)),
        "en": sentence.en.format_map(_Blank(fields, state=en)),
    }
    return Problem(code=code, status=sentence.status, title=titles["uk"], titles=titles, fields=fields)
