"""A faulty register is refused whole, and every fault is named with its line."""

import csv
from pathlib import Path

import pytest

from councils.register import reading

COUNTY = {
    "gss_code": "E10999001",
    "slug": "norshire",
    "short_name": "Norshire",
    "name": "Norshire County Council",
    "type": "county",
    "nation": "England",
    "region": "North East",
    "county": "",
    "population": "200000",
    "population_year": "2024",
    "area_km2": "1200.5",
    "rural_share": "0.25",
    "imd_quintile": "3",
    "established": "",
}
DISTRICT = COUNTY | {
    "gss_code": "E07999001",
    "slug": "westdale",
    "short_name": "Westdale",
    "name": "Westdale District Council",
    "type": "shire_district",
    "county": "E10999001",
}
STEP = {
    "on": "2019-04-01",
    "predecessor_gss": "E07888001",
    "predecessor_name": "Dale District Council",
    "successor_gss": "E07999001",
    "successor_name": "Westdale District Council",
    "source": "",
}


def write(path: Path, lines: list[dict[str, str]], columns: list[str]) -> Path:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(lines)
    return path


@pytest.fixture
def faults(tmp_path):
    """The faults found in these lines."""

    def read(councils: list[dict[str, str]], successions: list[dict[str, str]]) -> list[str]:
        try:
            reading.read(
                write(tmp_path / "councils.csv", councils, list(COUNTY)),
                write(tmp_path / "successions.csv", successions, list(STEP)),
            )
        except reading.RegisterError as error:
            return error.faults
        return []

    return read


def test_a_sound_register_has_none(faults):
    assert faults([COUNTY, DISTRICT], [STEP]) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"gss_code": "X07999001"}, "gss_code 'X07999001' is not like E06000001"),
        ({"slug": "West Dale"}, "slug 'West Dale' is not like stockton-on-tees"),
        ({"name": ""}, "name is missing"),
        ({"short_name": "W" * 81}, "is not at most 80 characters"),
        ({"type": "parish"}, "type 'parish' is not one of county, shire_district"),
        ({"nation": "Cornwall"}, "nation 'Cornwall' is not one of England, Wales"),
        ({"population": "1,000"}, "population '1,000' is not a whole number"),
        ({"population": "0"}, "population '0' is not a whole number from 1"),
        ({"population_year": "24"}, "population_year '24'"),
        ({"area_km2": "-4"}, "area_km2 '-4' is not a number"),
        ({"area_km2": "nan"}, "area_km2 'nan' is not a number"),
        ({"rural_share": "1.01"}, "rural_share '1.01' is not a number from 0 to 1"),
        ({"rural_share": "0.12345"}, "with at most 4 decimal places"),
        ({"imd_quintile": "6"}, "imd_quintile '6' is not a whole number from 1 to 5"),
        ({"established": "1 April 2019"}, "established '1 April 2019' is not a date like 2027-04-01"),
        ({"county": "E10999002"}, "county 'E10999002' of this district is no county of the file"),
        ({"county": ""}, "county '' of this district is no county of the file"),
        ({"type": "unitary"}, "only a district is in a county"),
        ({"nation": "Wales"}, "code E07999001, type shire_district and nation Wales do not go together"),
    ],
)
def test_a_fault_in_a_council_is_named(faults, change, said):
    found = faults([COUNTY, DISTRICT | change], [])
    assert any(fault.startswith("councils.csv line 3: ") and said in fault for fault in found), found


def test_a_council_twice_names_both_lines(faults):
    found = faults([COUNTY, DISTRICT, DISTRICT | {"slug": "other", "name": "Other", "short_name": "Other"}], [])
    assert found == [
        "councils.csv line 3: gss_code 'E07999001' is there more than once",
        "councils.csv line 4: gss_code 'E07999001' is there more than once",
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"on": "2019-04"}, "on '2019-04' is not a date"),
        ({"predecessor_name": ""}, "predecessor_name is missing"),
        ({"successor_gss": "E07777001"}, "successor E07777001 is no council of the register, then or now"),
        ({"successor_name": "Eastdale"}, "E07999001 is called 'Westdale District Council' elsewhere, not 'Eastdale'"),
    ],
)
def test_a_fault_in_a_succession_is_named(faults, change, said):
    found = faults([COUNTY, DISTRICT], [STEP | change])
    assert any(fault.startswith("successions.csv line 2: ") and said in fault for fault in found), found


def test_a_succession_twice_is_named(faults):
    assert faults([COUNTY, DISTRICT], [STEP, STEP]) == ["successions.csv line 3: is there more than once"]


def test_a_chain_must_go_forward_in_time(faults):
    onward = STEP | {"predecessor_gss": "E07777001", "successor_gss": "E07888001"}
    onward |= {"predecessor_name": "Fell District Council", "successor_name": "Dale District Council"}
    assert faults([COUNTY, DISTRICT], [STEP, onward | {"on": "2015-04-01"}]) == []
    assert "line 3: successor E07888001 is no council" in faults([COUNTY, DISTRICT], [STEP, onward])[0]


def test_all_faults_come_in_one_run(faults):
    found = faults(
        [COUNTY | {"population": "many"}, DISTRICT | {"imd_quintile": "0", "slug": "?"}], [STEP | {"on": ""}]
    )
    assert [fault.split(":")[0] for fault in found] == [
        "councils.csv line 2",
        "councils.csv line 3",
        "councils.csv line 3",
        "successions.csv line 2",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "line 1: the columns must be gss_code, slug"),
        ("gss_code,name\nE06000001,Hartlepool\n", "line 1: the columns must be gss_code, slug"),
        (",".join(COUNTY) + "\nE10999001,norshire\n", "line 2: must have 14 cells"),
        (",".join(COUNTY) + "\n" + ",".join(COUNTY.values()) + ",more\n", "line 2: must have 14 cells"),
        (",".join(COUNTY) + "\n", "has no councils"),
        (",".join(COUNTY) + '\n"E10999001,norshire\n', "cannot be read"),
    ],
)
def test_a_file_of_another_shape_is_refused(tmp_path, content, said):
    councils = tmp_path / "councils.csv"
    councils.write_text(content)
    with pytest.raises(reading.RegisterError, match=said):
        reading.read(councils, write(tmp_path / "successions.csv", [], list(STEP)))


def test_a_missing_or_binary_file_is_a_fault_not_a_crash(tmp_path):
    picture = tmp_path / "councils.xlsx"
    picture.write_bytes(b"PK\x03\x04\xff\xfe\x00")
    with pytest.raises(reading.RegisterError) as error:
        reading.read(picture, tmp_path / "nowhere.csv")
    assert len(error.value.faults) == 2
