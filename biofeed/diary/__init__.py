"""The day between practices: what was hard, what went well, what it was like, in a person's own words.

Values without a screen, a disk or a clock. Six things can be kept: a moment (a setback or a win), a goal and
how near it is, a tag of a day, the total of a questionnaire that was filled in elsewhere, and a line. All are
private until ticked for sharing. What they come to over time is `overview`; what may be worth raising with a
therapist is `signal`, each with its rule. docs/diary.md tells it to people.
"""

from biofeed.diary.change import CutOffs, cut_offs, reliable_change_index, reliable_change_score
from biofeed.diary.course import Class, Course, Point, courses
from biofeed.diary.entry import KINDS, Entry, Line, Value, from_payload, happened, kind_of, to_payload
from biofeed.diary.feeling import basic_word, feelings, places
from biofeed.diary.goal import Goal, GoalCourse, GoalRating, gas_t_score, goal_courses, same_goal
from biofeed.diary.moment import Moment, MomentKind
from biofeed.diary.overview import (
    TagLine,
    UntilOkay,
    Week,
    goals,
    tag_lines,
    total_courses,
    until_okay,
    values,
    weeks,
    wins_first,
)
from biofeed.diary.questionnaire import (
    Basis,
    Questionnaire,
    Questionnaires,
    Scale,
    Worse,
    packaged_questionnaires,
    packaged_toml,
    parse_questionnaires,
)
from biofeed.diary.signal import Signal, SignalKind, signal_of
from biofeed.diary.single_case import nap, tau
from biofeed.diary.tag import Tag, TagKind, read_tag, read_tag_kind
from biofeed.diary.telling import told, told_course, told_goal
from biofeed.diary.total import Total
from biofeed.diary.when import read_day, read_when

__all__ = [
    "KINDS",
    "Basis",
    "Class",
    "Course",
    "CutOffs",
    "Entry",
    "Goal",
    "GoalCourse",
    "GoalRating",
    "Line",
    "Moment",
    "MomentKind",
    "Point",
    "Questionnaire",
    "Questionnaires",
    "Scale",
    "Signal",
    "SignalKind",
    "Tag",
    "TagKind",
    "TagLine",
    "Total",
    "UntilOkay",
    "Value",
    "Week",
    "Worse",
    "basic_word",
    "courses",
    "cut_offs",
    "feelings",
    "from_payload",
    "gas_t_score",
    "goal_courses",
    "goals",
    "happened",
    "kind_of",
    "nap",
    "packaged_questionnaires",
    "packaged_toml",
    "parse_questionnaires",
    "places",
    "read_day",
    "read_tag",
    "read_tag_kind",
    "read_when",
    "reliable_change_index",
    "reliable_change_score",
    "same_goal",
    "signal_of",
    "tag_lines",
    "tau",
    "to_payload",
    "told",
    "told_course",
    "told_goal",
    "total_courses",
    "until_okay",
    "values",
    "weeks",
    "wins_first",
]
