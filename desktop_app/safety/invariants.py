"""What must hold in every centre's data beyond what the schema itself enforces, as counting queries."""

from dataclasses import dataclass

from desktop_app.i18n import N_


@dataclass(frozen=True)
class Invariant:
    """``sql`` counts the rows that break it; ``title`` names the fault as a person would read it."""

    name: str
    title: str
    sql: str


_CERTIFICATES = (
    Invariant(
        "certificate_without_completion",
        N_("Valid certificates of people who have not completed their course"),
        """SELECT count(*) FROM certificate JOIN enrolment ON enrolment.id = certificate.enrolment_id
           WHERE certificate.state = 'valid' AND enrolment.state <> 'completed'
           AND NOT (certificate.kind = 'statement' AND enrolment.state = 'statement')""",
    ),
    Invariant(
        "certificate_before_enrolment",
        N_("Certificates issued before the person was enrolled"),
        """SELECT count(*) FROM certificate JOIN enrolment ON enrolment.id = certificate.enrolment_id
           WHERE certificate.issued_on < enrolment.enrolled_on""",
    ),
    Invariant(
        "certificate_without_place",
        N_("Certificates without a place in the order of names"),
        """SELECT count(*) FROM certificate WHERE sort_key = '' AND holder <> ''""",
    ),
    Invariant(
        "certificate_out_of_series",
        N_("Certificate numbers that their series has not given yet"),
        """SELECT count(*) FROM certificate JOIN certificate_series AS series ON series.id = certificate.series_id
           WHERE certificate.number < 1 OR certificate.number >= series.next_number""",
    ),
)

# A cohort without a set of its own is marked with the default one.
_SET_OF_COHORT = "coalesce(cohort.mark_set_id, (SELECT id FROM mark_set ORDER BY is_default DESC, id LIMIT 1))"

_COURSES = (
    Invariant(
        "module_hours",
        N_("Programmes whose modules do not make up their hours"),
        # Fixed modules are taught whole, electives fill what is left; a programme may have no modules at all.
        """SELECT count(*) FROM (
             SELECT programme.hours AS hours, sum(module.hours) AS offered,
                    sum(CASE WHEN module.is_elective THEN 0 ELSE module.hours END) AS fixed
             FROM programme JOIN module ON module.programme_id = programme.id
             GROUP BY programme.id, programme.hours) AS told
           WHERE fixed > hours OR offered < hours""",
    ),
    Invariant(
        "session_outside_cohort",
        N_("Sessions outside the dates of their cohort"),
        """SELECT count(*) FROM session JOIN cohort ON cohort.id = session.cohort_id
           WHERE session.held_on < cohort.starts_on OR session.held_on > cohort.ends_on""",
    ),
    Invariant(
        "session_of_another_programme",
        N_("Sessions with a module of another programme"),
        """SELECT count(*) FROM session JOIN cohort ON cohort.id = session.cohort_id
           JOIN module ON module.id = session.module_id
           WHERE module.programme_id <> cohort.programme_id""",
    ),
    Invariant(
        "cohort_completed_without_day",
        N_("Completed cohorts without a day of completion"),
        "SELECT count(*) FROM cohort WHERE state = 'completed' AND completed_on IS NULL",
    ),
    Invariant(
        "enrolment_dates",
        N_("People who left or finished before they were enrolled"),
        "SELECT count(*) FROM enrolment WHERE left_on < enrolled_on OR finished_on < enrolled_on",
    ),
    Invariant(
        "completion_without_day",
        N_("People who completed a course without a day of completion"),
        "SELECT count(*) FROM enrolment WHERE state = 'completed' AND finished_on IS NULL",
    ),
    Invariant(
        "mark_of_another_cohort",
        N_("Marks of people at the session of another cohort"),
        """SELECT count(*) FROM mark JOIN session ON session.id = mark.session_id
           JOIN enrolment ON enrolment.id = mark.enrolment_id
           WHERE enrolment.cohort_id <> session.cohort_id""",
    ),
    Invariant(
        "mark_unknown",
        N_("Marks of a kind that their cohort is not marked with"),
        f"""SELECT count(*) FROM mark JOIN session ON session.id = mark.session_id
           JOIN cohort ON cohort.id = session.cohort_id
           WHERE NOT EXISTS (SELECT 1 FROM mark_kind
                             WHERE set_id = {_SET_OF_COHORT} AND code = mark.kind_code)""",
    ),
    Invariant(
        "mark_by_unknown",
        N_("Marks made by someone who is not among the staff"),
        "SELECT count(*) FROM mark WHERE marked_by IS NOT NULL AND marked_by NOT IN (SELECT id FROM staff)",
    ),
)

_COMPLETION = (
    Invariant(
        "score_of_no_sitting",
        N_("Scores that none of the person's sittings counts to"),
        # Whichever rule holds, what counts is the best or the last; people of before have scores without sittings.
        """SELECT count(*) FROM (
             SELECT CASE own.kind WHEN 'entry' THEN enrolment.entry_score ELSE enrolment.final_score END AS counted,
                    max(own.score) AS best,
                    (SELECT score FROM sitting AS other WHERE other.enrolment_id = own.enrolment_id
                     AND other.kind = own.kind ORDER BY attempt DESC LIMIT 1) AS last
             FROM sitting AS own JOIN enrolment ON enrolment.id = own.enrolment_id
             GROUP BY own.enrolment_id, own.kind, enrolment.id) AS told
           WHERE counted IS NULL OR counted NOT IN (best, last)""",
    ),
    Invariant(
        "overrides_at_once",
        N_("People with two outcomes decided against the rule at once"),
        """SELECT count(*) FROM (SELECT enrolment_id FROM outcome_override WHERE withdrawn_at IS NULL
                                 GROUP BY enrolment_id HAVING count(*) > 1) AS told""",
    ),
)

_ATTENDANCE = (
    Invariant(
        "absence_of_another_cohort",
        N_("Absences of people who are in another cohort"),
        """SELECT count(*) FROM absence JOIN enrolment ON enrolment.id = absence.enrolment_id
           WHERE enrolment.cohort_id <> absence.cohort_id""",
    ),
    Invariant(
        "absence_kind_unknown",
        N_("Absences with a mark that their cohort is not marked with"),
        f"""SELECT count(*) FROM absence JOIN cohort ON cohort.id = absence.cohort_id
           WHERE NOT EXISTS (SELECT 1 FROM mark_kind
                             WHERE set_id = {_SET_OF_COHORT} AND code = absence.kind_code)""",
    ),
    Invariant(
        "walk_in_with_card",
        N_("People not on the list whose card is more than a name"),
        """SELECT count(*) FROM walk_in JOIN enrolment ON enrolment.id = walk_in.enrolment_id
           JOIN person ON person.id = enrolment.person_id
           WHERE enrolment.state <> 'walk_in' OR person.name_key <> '' OR NOT person.is_archived
           OR person.jshshir IS NOT NULL OR person.birth_date IS NOT NULL
           OR EXISTS (SELECT 1 FROM person_word WHERE person_id = person.id)""",
    ),
    Invariant(
        "card_without_walk_in",
        N_("Cards that are only a name and belong to nobody"),
        """SELECT (SELECT count(*) FROM enrolment
                   WHERE state = 'walk_in' AND id NOT IN (SELECT enrolment_id FROM walk_in))
                + (SELECT count(*) FROM person WHERE name_key = '' AND id NOT IN
                   (SELECT person_id FROM enrolment JOIN walk_in ON enrolment.id = walk_in.enrolment_id))""",
    ),
    Invariant(
        "badge_of_another_cohort",
        N_("Badges read for people of another cohort"),
        """SELECT count(*) FROM badge_scan JOIN enrolment ON enrolment.id = badge_scan.enrolment_id
           WHERE enrolment.cohort_id <> badge_scan.cohort_id""",
    ),
)

_PEOPLE = (
    Invariant(
        "document_of_two",
        N_("Identity documents that two people have"),
        """SELECT count(*) FROM (SELECT document FROM person WHERE document IS NOT NULL
           GROUP BY document HAVING count(*) > 1) AS shared""",
    ),
    Invariant(
        "jshshir_malformed",
        N_("JShShIR numbers that are not 14 digits"),
        "SELECT count(*) FROM person WHERE length(jshshir) <> 14 OR trim(jshshir, '0123456789') <> ''",
    ),
    Invariant(
        "birth_year_differs",
        N_("People whose year of birth differs from their date of birth"),
        "SELECT count(*) FROM person WHERE birth_year <> CAST(substr(CAST(birth_date AS VARCHAR), 1, 4) AS INTEGER)",
    ),
    Invariant(
        "person_not_findable",
        N_("People whom the search cannot find"),
        # Only who is not recognised yet is not to be found.
        """SELECT count(*) FROM person WHERE name_key <> ''
           AND NOT EXISTS (SELECT 1 FROM person_word WHERE person_id = person.id)""",
    ),
    Invariant(
        "code_unknown",
        N_("People with a code that the lists do not have"),
        """SELECT count(*) FROM person
           WHERE position_code NOT IN (SELECT code FROM reference_item WHERE list_name = 'position')
           OR staff_group NOT IN (SELECT code FROM reference_item WHERE list_name = 'staff_group')
           OR subject_code NOT IN (SELECT code FROM reference_item WHERE list_name = 'subject')
           OR category_code NOT IN (SELECT code FROM reference_item WHERE list_name = 'category')
           OR education_code NOT IN (SELECT code FROM reference_item WHERE list_name = 'education')
           OR language_code NOT IN (SELECT code FROM reference_item WHERE list_name = 'language')
           OR locality_code NOT IN (SELECT code FROM reference_item WHERE list_name = 'locality')
           OR stage_2024 NOT IN (SELECT code FROM reference_item WHERE list_name = 'stage_2024')""",
    ),
    Invariant(
        "archived_in_cohort",
        N_("People in the archive who still study in a cohort"),
        """SELECT count(*) FROM person JOIN enrolment ON enrolment.person_id = person.id
           WHERE person.is_archived AND enrolment.state IN ('admitted', 'studying')""",
    ),
    Invariant(
        "workplace_words_lost",
        N_("Institutions that cannot be found by their name"),
        """SELECT count(*) FROM institution WHERE search_key <> ''
           AND id NOT IN (SELECT institution_id FROM institution_word)""",
    ),
)

_CENTRE = (
    Invariant(
        "territory_without_region",
        N_("Districts of a region that is not there"),
        """SELECT count(*) FROM territory
           WHERE (parent_code IS NULL AND level <> 'region')
           OR parent_code NOT IN (SELECT code FROM territory)""",
    ),
    Invariant(
        "profile_missing",
        N_("The centre's own card is missing"),
        "SELECT 1 - count(*) FROM centre_profile",
    ),
    Invariant(
        "journal_gap",
        N_("Entries missing from the journal"),
        "SELECT coalesce(max(seq), 0) - count(*) FROM journal",
    ),
    Invariant(
        "journal_by_unknown",
        N_("Journal entries by someone who is not among the staff"),
        "SELECT count(*) FROM journal WHERE actor_id IS NOT NULL AND actor_id NOT IN (SELECT id FROM staff)",
    ),
)

INVARIANTS = (*_CERTIFICATES, *_COURSES, *_COMPLETION, *_ATTENDANCE, *_PEOPLE, *_CENTRE)
