"""Spheres and services as a page of staff offers them for a choice."""

from server.usecases.ports import Records


def offered_spheres(records: Records) -> list[dict[str, object]]:
    """Spheres and their services, as far as they are in use."""
    services: dict[str, list[dict[str, object]]] = {}
    for service in records.catalogue.services():
        if not service.is_archived:
            services.setdefault(service.sphere_id, []).append(
                {"id": service.id, "name": service.name, "letter": service.letter, "purposes": service.purposes}
            )
    return [
        {"id": sphere.id, "name": sphere.name, "services": services[sphere.id]}
        for sphere in records.catalogue.spheres()
        if not sphere.is_archived and sphere.id in services
    ]


def paper_of_page(records: Records) -> dict[str, object]:
    """What a new roll of the hall has, and by which clock it is told when one ends."""
    hall = records.halls.get()
    assert hall is not None  # whoever has signed in has a hall
    return {"metres": hall.settings.roll_length_mm // 1000, "timeZone": hall.time_zone}


def services_per_visit(records: Records) -> int:
    """How many of them one ticket may be for."""
    hall = records.halls.get()
    return 1 if hall is None else hall.settings.services_per_visit
