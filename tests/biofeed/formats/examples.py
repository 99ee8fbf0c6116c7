"""One valid file of each format, in exact bytes of our own making, as its program writes it."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence
from typing import NamedTuple


class Example(NamedTuple):
    """A file: the kind it is read as, its name, its bytes, and the intervals in it."""

    kind: str
    name: str
    data: bytes
    rr_ms: tuple[float, ...]


RR_MS = (812.0, 830.0, 805.0, 790.0)

HRM = (
    "[Params]\r\nVersion=106\r\nMonitor=37\r\nDate=20141215\r\nStartTime=19:59:34.0\r\nLength=00:00:03.2\r\n"
    "Interval=238\r\n\r\n[Note]\r\nKöln\r\n\r\n[HRData]\r\n812\r\n830\r\n805\r\n790\r\n"
).encode("latin-1")

PSL_RR = (
    b"Phone timestamp;RR-interval [ms]\n2023-02-11T15:34:26.315;812\n2023-02-11T15:34:27.127;830\n"
    b"2023-02-11T15:34:27.957;805\n2023-02-11T15:34:28.762;790\n"
)
PSL_PPI = (
    b"Phone timestamp;PP-interval [ms];error estimate [ms];blocker;contact;contact;hr [bpm]\n"
    b"2022-04-25T11:39:41.224;812;882;0;1;1;70\n2022-04-25T11:39:42.036;830;10;1;1;1;70\n"
    b"2022-04-25T11:39:42.866;805;10;0;1;1;0\n2022-04-25T11:39:43.671;790;10;0;1;1;70\n"
)
HRV_LOGGER = (
    b"timestamp, rr, since_start \n\n1675889367255,812,34096\n1675889368100,830,34926\n"
    b"1675889368150,805,35731\n1675889369700,790,36521\n"
)
HRV_LOGGER_IPHONE = (
    b"date, rr, since start\n2025-03-15 11:03:00 +0000,812,0.8\n2025-03-15 11:03:01 +0000,830,1.6\n"
    b"2025-03-15 11:03:02 +0000,805,2.4\n2025-03-15 11:03:03 +0000,790,3.2\n"
)
FATMAXXER = (
    b"timestamp,rr,since_start\n\n1622959867016,812,0\n1622959868003,830,812\n1622959868833,805,1642\n"
    b"1622959869638,790,2447\n"
)
POLAR_FLOW = b"0.000 0.812\n0.812 0.812\n1.642 0.83\n2.447 0.805\n3.237 0.79\n"
EMPATICA = b"1645449146.000000, IBI\n10.125,0.8125\n10.953125,0.828125\n14.75,0.796875\n15.546875,0.796875\n"
KUBIOS = (
    "HRV ANALYSIS RESULTS - 29-Aug-2019 10:20:24\n\nFile name:,C:\\Users\\Jörg Müller\\a.txt\n"
    "Data length:,00:00:03 (h:min:s)\n  RMSSD (ms):                 ,     58.3838,            ,\n\n"
    "RR INTERVAL DATA and SPECTRUM ESTIMATES,\n\n   ,RR INTERVAL DATA,   ,FFT spectrum,  ,\n"
    "   ,Time,RR(s),Frequency,PSD,VLF,\n   ,(s),(s),(Hz),(s2/Hz),\n"
    "   ,   0.812,   0.812,  0.000,  NaN,\n   ,   1.642,   0.830,  0.004,  0.1,\n"
    "   ,   2.447,   0.805,  0.008,  0.2,\n   ,   3.237,   0.790,  0.012,  0.2,\n"
    "   ,        ,        ,  0.016,  0.3,\n"
).encode("latin-1")
SUUNTO_XML = (
    b'<?xml version="1.0" encoding="utf-8"?>\n<sml><DeviceLog>'
    b"<Header><DateTime>2013-05-04T07:31:12</DateTime></Header><Samples><IBI>165 812 830 </IBI>"
    b"</Samples><Samples><IBI>805 790 417</IBI></Samples></DeviceLog></sml>\n"
)
SUUNTO_JSON = (
    b'{"DeviceLog":{"Header":{"DateTime":"2020-05-04T07:31:12.345+02:00","Name":"Anna"},'
    b'"R-R":{"Data":[812,830,805,790]},"Samples":[{"HR":1.2}]}}'
)
CSV = b'id;Label;RR (ms);Time (s)\n1;"a;b";812,0;0,812\n2;x;830,0;1,642\n3;;805,0;2,447\n4;y;790,0;3,237\n'
BEATS = b"0.712\n1.524\n2.354\n3.159\n3.949\n4.761\n5.573\n6.385\n7.197\n"
APPLE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE HealthData [\n<!ELEMENT HealthData (Record*)>\n'
    "<!ATTLIST Record type CDATA #REQUIRED unit CDATA #IMPLIED>\n]>\n"
    '<HealthData locale="en_US">\n<Record type="HKQuantityTypeIdentifierStepCount" value="12"/>\n'
    '<Record type="HKQuantityTypeIdentifierHeartRateVariabilitySDNN" sourceName="Anna’s Apple\xa0Watch"'
    ' unit="ms" startDate="2017-11-22 19:14:47 -0400" value="32.1">\n<HeartRateVariabilityMetadataList>\n'
    '<InstantaneousBeatsPerMinute bpm="74" time="6:14:48.94\u202fPM"/>\n'
    '<InstantaneousBeatsPerMinute bpm="72" time="6:14:49.77\u202fPM"/>\n'
    '<InstantaneousBeatsPerMinute bpm="75" time="6:14:50.57\u202fPM"/>\n'
    '<InstantaneousBeatsPerMinute bpm="75" time="6:14:53.37\u202fPM"/>\n'
    "</HeartRateVariabilityMetadataList>\n</Record>\n</HealthData>\n"
).encode()
APPLE_RR_MS = (810.811, 830.0, 800.0, 800.0)


def zipped(data: bytes, name: str = "apple_health_export/Exportieren.xml") -> bytes:
    """Pack one document as an iPhone does."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("apple_health_export/export_cda.xml"), "<?xml?><ClinicalDocument/>")
        archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def annotation(code: int, step: int) -> bytes:
    """Write one annotation as WFDB does."""
    return struct.pack("<H", code << 10 | step)


def remark(text: bytes) -> bytes:
    """Write a text behind an annotation."""
    return annotation(63, len(text)) + text + b"\0" * (len(text) % 2)


def workbook(*sheets: str, strings: str = "") -> bytes:
    """Pack sheets, given by their rows, into a workbook."""
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    links = "".join(f'<Relationship Id="r{k}" Target="worksheets/sheet{k}.xml"/>' for k in range(len(sheets)))
    listed = "".join(f'<sheet name="Part {k}" sheetId="{k + 1}" r:id="r{k}"/>' for k in range(len(sheets)))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("xl/workbook.xml", f"<workbook><sheets>{listed}</sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", f"<Relationships>{links}</Relationships>"),
            ("xl/sharedStrings.xml", f"<sst>{strings}</sst>"),
            *(
                (f"xl/worksheets/sheet{k}.xml", f"<worksheet><sheetData>{rows}</sheetData></worksheet>")
                for k, rows in enumerate(sheets)
            ),
        ):
            archive.writestr(zipfile.ZipInfo(name), head + text, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def cells(row: int, *values: object, kind: str = "n") -> str:
    """Write one row of a sheet."""
    texts = [f'<c r="{chr(65 + k)}{row}" t="{kind}"><v>{value}</v></c>' for k, value in enumerate(values)]
    return f'<row r="{row}">{"".join(texts)}</row>'


DAY = 43_761.5
"""Noon of 23 October 2019, as spreadsheets count."""
WORKBOOK = workbook(
    cells(1, 0, 1, kind="s") + cells(2, DAY, 0.812) + cells(3, DAY + 0.812 / 86400, 0.83),
    cells(1, 0, 1, kind="s")
    + cells(2, DAY + 60 / 86400, 0.805)
    + '<row r="3"><c r="A3"><v>43761.50070376157</v></c><c r="B3"><f>1-0.21</f><v>0.79</v></c></row>',
    strings="<si><t>Time</t></si><si><r><t>RR</t></r><r><t> (s)</t></r></si>",
)

WFDB = (
    annotation(22, 0)
    + remark(b"## time resolution: 250")
    + annotation(28, 5)
    + remark(b"(N\0")
    + annotation(1, 195)
    + annotation(1, 200)
    + annotation(8, 150)
    + annotation(1, 250)
    + annotation(14, 10)
    + annotation(59, 0)
    + struct.pack("<hH", 0, 1200)
    + annotation(1, 200)
    + b"\0\0"
)


def crc(data: bytes) -> int:
    """Give FIT's checksum, bit by bit."""
    value = 0
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = (value >> 1) ^ 0xA001 if value & 1 else value >> 1
    return value


def fit_message(local: int, number: int, fields: Sequence[tuple[int, int, int]], *rows: bytes) -> bytes:
    """Write a definition, each field being number, size and base type, and messages of that kind."""
    head = struct.pack("<BBBHB", 0x40 | local, 0, 0, number, len(fields))
    return (
        head
        + b"".join(struct.pack("BBB", *field) for field in fields)
        + b"".join(bytes([local]) + row for row in rows)
    )


def fit_file(*messages: bytes) -> bytes:
    """Put messages into a file, with its header and its checksums."""
    body = b"".join(messages)
    head = struct.pack("<BBHI4s", 14, 0x20, 2132, len(body), b".FIT")
    head += struct.pack("<H", crc(head))
    return head + body + struct.pack("<H", crc(head + body))


FIT_START = 1_000_000_000
"""2021-09-08T01:46:40Z on FIT's clock."""


def fit_record(seconds: int) -> bytes:
    return fit_message(1, 20, [(253, 4, 0x86)], struct.pack("<I", FIT_START + seconds))


def fit_hrv(*rr_ms: int) -> bytes:
    return fit_message(2, 78, [(0, 10, 0x84)], struct.pack("<5H", *[*rr_ms, *[0xFFFF] * 5][:5]))


FIT = fit_file(
    fit_message(0, 0, [(1, 2, 0x84), (4, 4, 0x86)], struct.pack("<HI", 1, FIT_START)),
    fit_record(1),
    fit_hrv(812),
    fit_record(2),
    fit_hrv(830, 805),
    fit_record(4),
    fit_hrv(790),
)


def edf_file(
    labels: Sequence[str], blocks: Sequence[bytes], reserved: str = "EDF+C", unit: str = "uV"
) -> bytes:
    """Write a file of one record of a second, each signal being given by its bytes."""
    count = len(labels)

    def cells(width: int, *values: object) -> str:
        return "".join(f"{value!s:{width}}" for value in values)

    sizes = [len(block) // 2 for block in blocks]
    head = (
        cells(8, "0")
        + cells(80, "X X X X", "Startdate 01-MAR-2026 X X X")
        + cells(8, "01.03.26", "18.30.00", 256 * (count + 1))
        + cells(44, reserved)
        + cells(8, 1, 1)
        + cells(4, count)
        + cells(16, *labels)
        + cells(80, *[""] * count)
        + cells(8, *[unit] * count, *[-32768] * count, *[32767] * count, *[-32768] * count, *[32767] * count)
        + cells(80, *[""] * count)
        + cells(8, *sizes)
        + cells(32, *[""] * count)
    )
    return head.encode("ascii") + b"".join(blocks)


EDF = edf_file(
    ["EDF Annotations", "ECG II", "SpO2"],
    [
        (
            b"+0\x14\x14\0+0.2\x14Part, rest: sitting\x14\0+0.812\x14RR 812 ms\x14\0"
            b"+1.642\x14RR 830 ms (ectopic)\x14Marker: cough\x14\0+2.447\x14RR 805 ms\x14\0"
            b"+3.237\x14RR 790 ms\x14\0"
        ).ljust(200, b"\0"),
        struct.pack("<4h", 0, 100, -100, 5),
        struct.pack("<2h", 98, 98),
    ],
)

BIOFEED_CSV = (
    b"time,t_s,event,rr_ms,flag,duration_s,kind,text\n"
    b"2026-03-01T18:30:00+01:00,0.0,phase_change,,,30.0,settle,settle\n"
    b"2026-03-01T18:30:00.812000+01:00,0.812,beat,812.0,normal,,,\n"
    b"2026-03-01T18:30:01+01:00,1.0,marker,,,,,'=1+1\n"
    b"2026-03-01T18:30:01.642000+01:00,1.642,beat,830.0,ectopic,,,\n"
    b"2026-03-01T18:30:02.447000+01:00,2.447,beat,805.0,normal,,,\n"
    b"2026-03-01T18:30:02.447000+01:00,2.447,gap,,,5.0,,no contact\n"
    b"2026-03-01T18:30:08.237000+01:00,8.237,beat,790.0,normal,,,\n"
    b"2026-03-01T18:30:09+01:00,9.0,rating,,,,tension,4.0\n"
    b'2026-03-01T18:30:09+01:00,9.0,note,,,,,"calm, warm"\n'
)
JSONL = (
    b'{"biofeed":1,"origin":"imported","device":"","started":""}\n'
    b'{"seq":0,"t_s":0.812,"kind":"beat","payload":{"seq":0,"rr_ms":812.0,"flag":"normal"}}\n'
)

EXAMPLES = (
    Example("biofeed", "a.jsonl", JSONL, (812.0,)),
    Example("fit", "a.fit", FIT, RR_MS),
    Example("edf", "a.edf", EDF, RR_MS),
    Example("apple-health", "export.xml", APPLE, APPLE_RR_MS),
    Example("apple-health", "export.zip", zipped(APPLE), APPLE_RR_MS),
    Example("workbook", "a.xlsx", WORKBOOK, RR_MS),
    Example("suunto-json", "a.json", SUUNTO_JSON, RR_MS),
    Example("suunto-xml", "a.xml", SUUNTO_XML, RR_MS),
    Example("wfdb", "a.atr", WFDB, (800.0, 600.0, 1000.0, 5640.0)),
    Example("biofeed-csv", "a.csv", BIOFEED_CSV, RR_MS),
    Example("polar-hrm", "a.hrm", HRM, RR_MS),
    Example("polar-sensor-logger", "rr.txt", PSL_RR, RR_MS),
    Example("polar-sensor-logger", "ppi.txt", PSL_PPI, RR_MS),
    Example("fatmaxxer", "a.rr.csv", FATMAXXER, RR_MS),
    Example("hrv-logger", "a.csv", HRV_LOGGER, RR_MS),
    Example("hrv-logger", "b.csv", HRV_LOGGER_IPHONE, RR_MS),
    Example("kubios-report", "a.txt", KUBIOS, RR_MS),
    Example("empatica", "IBI.csv", EMPATICA, (812.5, 828.125, 796.875, 796.875)),
    Example("polar-flow", "a.txt", POLAR_FLOW, RR_MS),
    Example("elite-hrv", "2017-09-06 06-23-22.txt", b"812\r\n830\r\n805\r\n790", RR_MS),
    Example("beat-text", "a.csv", b"t_s,ibi_ms\n0.812,812\n1.642,830\n2.447,805\n3.237,790\n", RR_MS),
    Example("csv-column", "a.csv", CSV, RR_MS),
    Example("beat-times", "a.beats", BEATS, (812.0, 830.0, 805.0, 790.0, 812.0, 812.0, 812.0, 812.0)),
    Example("rr-text", "RR.txt", b"812 830 805 790", RR_MS),
)
