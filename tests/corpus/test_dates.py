import pytest

from corpus.dates import PartialDate


@pytest.mark.parametrize(
    ("text", "french"),
    [
        ("2009", "2009"),
        ("2009-12", "décembre 2009"),
        ("2009-12-10", "10 décembre 2009"),
        ("1999-03-01", "1er mars 1999"),
    ],
)
def test_a_partial_date_is_read_written_and_said(text: str, french: str) -> None:
    date = PartialDate.parse(text)
    assert str(date) == text
    assert date.in_french() == french


@pytest.mark.parametrize("text", ["", "09", "2009-13", "2009-02-30", "2009-1", "10 décembre 2009", "2009-00", "0000"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate.parse(text)


def test_a_day_needs_a_month() -> None:
    with pytest.raises(ValueError, match="month"):
        PartialDate(2009, None, 3)


def test_a_year_stands_before_its_months_and_a_month_before_its_days() -> None:
    shuffled = ["2010", "2009-12-10", "2009", "2009-12", "2009-02"]
    assert [str(d) for d in sorted(map(PartialDate.parse, shuffled))] == [
        "2009",
        "2009-02",
        "2009-12",
        "2009-12-10",
        "2010",
    ]
