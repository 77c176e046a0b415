"""What the options of the service cost, in hours a year, from what really happened."""

import re

import pytest

from tests.conftest import BOTH
from tests.groups.conversations.test_aftercare import finished_group
from tests.groups.registrant import register


def hours(page):
    """The hours shown on the page, by the name of the option."""
    return dict(
        re.findall(
            r"(elke dag|om de \d+ dagen|nooit vanzelf|één gesprek|\d gesprekken|voor iedereen): ([\d,.]+) uur",
            page.text,
        )
    )


@BOTH
@pytest.mark.settings(call_minutes=45, call_gap_minutes=15)
async def test_each_option_is_counted_from_the_last_twelve_months(group_setup, later):
    await finished_group(group_setup, later, number=3)
    for _ in range(2):
        await register(group_setup.browse())
    page = await group_setup.browse("cora").open("/staff/workload")
    assert page.status == 200
    found = hours(page)
    assert found["voor iedereen"] == "5"
    assert found["2 gesprekken"] == "6"
    assert found["om de 49 dagen"] == "0" or float(found["om de 49 dagen"].replace(",", ".")) > 0
    assert "NAAST_AFTERCARE_DAYS" in page.text


@pytest.mark.settings(aftercare_days="", check_in_days=0, intake_for_everyone=False)
async def test_an_option_that_is_off_costs_nothing_and_still_says_what_alternatives_would_cost(group_setup):
    await group_setup.registrant()
    page = await group_setup.browse("cora").open("/staff/workload")
    assert hours(page)["nooit vanzelf"] == "0"
    assert "alleen als een collega het plant: 0 uur per jaar" in page.text
    assert "Alles samen: 0 uur per jaar" in page.text


async def test_nothing_older_than_a_year_counts(group_setup, later):
    await group_setup.registrant()
    later(days=400)
    page = await group_setup.browse("cora").open("/staff/workload")
    assert hours(page)["voor iedereen"] == "0"
