"""Who comes out of turn in the sample Center. An example, no advice: each Center checks the basis of its own list."""

from server.contract.terms import CategoryId
from server.domain.hall import Category, LocalText

_BY_LAW: LocalText = {
    "uk": "Закон «Про основи соціальної захищеності осіб з інвалідністю в Україні» (перевірити)",
    "en": "Law “On the basics of social protection of persons with disabilities in Ukraine” (to be checked)",
}
_BY_DECISION: LocalText = {
    "uk": "За рішенням міської ради (перевірити)",
    "en": "By decision of the city council (to be checked)",
}
_NAMES: tuple[tuple[LocalText, LocalText], ...] = (
    ({"uk": "Люди з інвалідністю I та II групи", "en": "People with a disability of group I or II"}, _BY_LAW),
    (
        {"uk": "Люди, які супроводжують дитину з інвалідністю", "en": "Who comes with a child with a disability"},
        _BY_LAW,
    ),
    ({"uk": "Ветерани війни", "en": "War veterans"}, _BY_DECISION),
    ({"uk": "Родини загиблих захисників і захисниць", "en": "Families of the fallen defenders"}, _BY_DECISION),
    ({"uk": "Вагітні", "en": "Pregnant women"}, _BY_DECISION),
    ({"uk": "Батьки з дитиною до трьох років", "en": "Parents with a child under three"}, _BY_DECISION),
)
CATEGORIES = tuple(
    Category(id=CategoryId(f"sample-{order}"), name=name, basis=basis, is_by_law=basis is _BY_LAW)
    for order, (name, basis) in enumerate(_NAMES, start=1)
)
