"""Codebooks and projects as other programs write them, odd ones and hostile ones."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import docx
import pytest

from casestudy.errors import ImportRefusedError
from casestudy.exchange import worker
from casestudy.exchange.refi.losses import Element, Happened, Outcome
from casestudy.exchange.refi.read import FileKind, in_our_words, read_refi
from casestudy.exchange.refi.values import RefiCode, RefiUser, RefiValue, VariableType
from casestudy.exchange.worker import read_project
from casestudy.texts import catalogue

from .build import (
    CODE,
    CODES,
    NAMESPACE,
    NOTE,
    OTHER_CODE,
    SOURCE,
    USER,
    USERS,
    coded,
    guid,
    happened,
    qde,
    qdpx,
    selection,
    source,
    sources,
    zipped_as,
)

TEXT = "Jeg hadde ikke mye håp da."
QDC = '<?xml version="1.0"?><CodeBook xmlns="{namespace}"{more}><Codes>{codes}</Codes>{sets}</CodeBook>'


def codebook(
    codes: str, *, sets: str = "", namespace: str = "urn:QDA-XML:codebook:1.0", more: str = ""
) -> bytes:
    return QDC.format(codes=codes, sets=sets, namespace=namespace, more=more).encode()


def one_project(*parts: str, text: str = TEXT, **more) -> bytes:
    return zipped_as({"project.qde": qde(USERS, CODES, *parts, **more), "sources/tekst.txt": text})


def refused(data: bytes) -> str:
    with pytest.raises(ImportRefusedError) as refusal:
        read_refi(data)
    assert refusal.value.sentence("nb") != refusal.value.sentence("en")
    return refusal.value.code


def name_and_parent(data: bytes) -> list[tuple[str, str | None]]:
    codes = read_refi(data).project.codes
    names = {code.guid: code.name for code in codes}
    return [(code.name, names[code.parent] if code.parent else None) for code in codes]


class TestCodebooks:
    def test_a_tree_with_everything(self):
        reading = read_refi(
            codebook(
                f'<Code guid="{{{CODE.upper()}}}" name="Håp" isCodable="false" color="#ABC">'
                "<Description>\n   Tro på\n det.  </Description>"
                f'<Code guid="{OTHER_CODE}" name="Fram&#10;tid" isCodable="1"/></Code>',
                sets=f'<Sets><Set guid="{guid(1)}" name="Gruppe"><MemberCode guid="{CODE}"/></Set></Sets>',
                more=' origin="QualCoder 4.0"',
            )
        )
        assert (reading.kind, reading.origin) == (FileKind.CODEBOOK, "QualCoder 4.0")
        assert reading.project.codes == (
            RefiCode(
                guid=CODE,
                name="Håp",
                description="Tro på\n det.",
                colour="#aabbcc",
                is_codable=False,
            ),
            RefiCode(guid=OTHER_CODE, parent=CODE, name="Fram tid"),
        )
        (group,) = reading.project.sets
        assert (group.name, group.codes) == ("Gruppe", (CODE,))
        assert reading.report.losses == ()
        assert reading.report.counts("nb") == ("Koder: 2 av 2", "Grupper: 1 av 1")

    @pytest.mark.parametrize(
        "namespace", ["urn:QDA-XML:codebook:0:4", "urn:QDA-XML:codebook:1:0", ""]
    )
    def test_other_versions_are_read_and_said(self, namespace):
        data = codebook(f'<Code guid="{CODE}" name="A" isCodable="true"/>', namespace=namespace)
        assert name_and_parent(data) == [("A", None)]
        assert happened(data) == {Happened.NAMESPACE: 1}

    def test_prefixes_do_not_matter(self):
        data = f'<q:CodeBook xmlns:q="urn:QDA-XML:codebook:1.0"><q:Codes><q:Code guid="{CODE}" name="A" isCodable="true"/></q:Codes></q:CodeBook>'
        assert name_and_parent(data.encode()) == [("A", None)]

    def test_reading_order_is_that_of_the_file(self):
        data = codebook(
            '<Code guid="1" name="A" isCodable="true"><Code guid="2" name="B" isCodable="true"><Code guid="3" name="C" isCodable="true"/></Code>'
            '<Code guid="4" name="D" isCodable="true"/></Code><Code guid="5" name="E" isCodable="true"/>'
        )
        assert name_and_parent(data) == [
            ("A", None),
            ("B", "A"),
            ("C", "B"),
            ("D", "A"),
            ("E", None),
        ]
        assert happened(data) == {Happened.NOT_A_GUID: 5}
        assert read_refi(data) == read_refi(data)

    def test_names_without_guids_refer_all_the_same(self):
        data = codebook(
            '<Code guid="c001" name="A" isCodable="true"/>',
            sets=f'<Sets><Set guid="{guid(1)}" name="S"><MemberCode guid="c001"/></Set></Sets>',
        )
        project = read_refi(data).project
        assert project.sets[0].codes == (project.codes[0].guid,)

    def test_what_is_not_said_is_taken_kindly(self):
        data = codebook(f'<Code guid="{CODE}" name="" description="I attributtet"/>')
        (code,) = read_refi(data).project.codes
        assert (code.is_codable, code.description) == (True, "I attributtet")
        assert happened(data) == {Happened.UNSAID_NAME: 1, Happened.UNSAID_CODABLE: 1}

    def test_doubled_guids_are_told_apart(self):
        data = codebook(f'<Code guid="{CODE}" name="A" isCodable="true"/>' * 2)
        first, second = read_refi(data).project.codes
        assert first.guid == CODE != second.guid
        assert happened(data) == {Happened.SAME_GUID: 1}

    @pytest.mark.parametrize(
        ("written", "colour", "said"),
        [
            ("#46AA00", "#46aa00", None),
            ("rgba(70, 170, 0, 0.5)", "#46aa00", Happened.COLOUR),
            ("rgb(70 170 0)", "#46aa00", Happened.COLOUR),
            ("#46AA00FF", "#46aa00", Happened.COLOUR),
            ("rgba(...)", None, Happened.UNREADABLE_COLOUR),
            ("rgba(300,1,1,1)", None, Happened.UNREADABLE_COLOUR),
            ("grønn", None, Happened.UNREADABLE_COLOUR),
            ("", None, None),
        ],
    )
    def test_colours(self, written, colour, said):
        data = codebook(f'<Code guid="{CODE}" name="A" isCodable="true" color="{written}"/>')
        assert read_refi(data).project.codes[0].colour == colour
        assert happened(data) == ({said: 1} if said else {})

    def test_empty_containers_are_nothing(self):
        data = codebook("", sets="<Sets/>")
        assert read_refi(data).project.codes == ()


class TestProjects:
    def test_codings_have_code_user_and_time(self):
        reading = read_refi(qdpx(TEXT, selection(1, 19, 22, codes=(CODE, OTHER_CODE))))
        assert reading.kind is FileKind.PROJECT
        assert reading.project.users == (RefiUser(guid=USER, name="Åse", id="ås"),)
        assert coded(reading) == ["håp", "håp"]
        (text,) = reading.project.sources
        assert [coding.code for coding in text.selections[0].codings] == [CODE, OTHER_CODE]
        assert {coding.user for coding in text.selections[0].codings} == {USER}
        assert text.selections[0].codings[0].created == dt.datetime(
            2026, 3, 2, 10, 20, tzinfo=dt.UTC
        )
        assert reading.report.losses == ()
        assert reading.report.counts("en") == (
            "Users: 1 of 1",
            "Codes: 2 of 2",
            "Sources: 1 of 1",
            "Segments: 1 of 1",
            "Codings: 2 of 2",
        )

    @pytest.mark.parametrize(
        "name", ["project.qde", "Project.QDE", "Mitt prosjekt.qde", "mappe/project.qde"]
    )
    @pytest.mark.parametrize("folder", ["sources", "Sources", "SOURCES"])
    @pytest.mark.parametrize(
        "path",
        [
            "internal://tekst.txt",
            "tekst.txt",
            "internal://sources/TEKST.txt",
            "relative://tekst.txt",
        ],
    )
    def test_names_of_members_may_differ(self, name, folder, path):
        xml = qde(USERS, CODES, sources(source(selection(1, 19, 22), path=path)))
        data = zipped_as(
            {
                "sources/.root": "",
                name: xml,
                f"{folder}/tekst.txt": TEXT,
                "__MACOSX/._project.qde": "x",
            }
        )
        assert coded(read_refi(data)) == ["håp"]
        assert happened(data) == ({Happened.BARE_PATH: 1} if "://" not in path else {})

    def test_the_namespace_of_transana(self):
        data = one_project(
            sources(source(selection(1, 19, 22))), namespace="urn:QDA-XML:project:0:10"
        )
        assert coded(read_refi(data)) == ["håp"]

    def test_the_order_of_parts_does_not_matter(self):
        xml = qde(sources(source(selection(1, 19, 22))), CODES, USERS)
        data = zipped_as({"sources/tekst.txt": TEXT, "project.qde": xml})
        assert coded(read_refi(data)) == ["håp"]
        assert read_refi(data).report.losses == ()

    def test_a_bare_project_file_has_the_texts_that_stand_in_it(self):
        data = qde(USERS, CODES, sources(source(selection(1, 19, 22), path=None, inline=TEXT)))
        assert coded(read_refi(data.encode())) == ["håp"]

    def test_a_double_byte_order_mark_is_one_character_of_the_text(self):
        double = b"\xef\xbb\xbf\xef\xbb\xbf" + TEXT.encode()
        assert coded(read_refi(qdpx(double, selection(1, 20, 23)))) == ["håp"]

    @pytest.mark.parametrize(
        ("encoding", "guessed"), [("utf-16", False), ("cp1252", True), ("utf-8", False)]
    )
    def test_other_encodings(self, encoding, guessed):
        data = qdpx(TEXT.encode(encoding), selection(1, 19, 22))
        assert coded(read_refi(data)) == ["håp"]
        assert (Happened.ENCODING_GUESSED in happened(data)) is guessed

    def test_letters_in_two_parts_are_made_one_and_positions_follow(self):
        data = qdpx("Ga\u030a til he\u0301r", selection(1, 0, 3), selection(2, 8, 12))
        assert coded(read_refi(data)) == ["Gå", "hér"]
        assert happened(data) == {Happened.CHARACTERS_COMPOSED: 2}

    def test_half_a_letter_becomes_a_whole_one(self):
        data = qdpx("Ga\u030a til", selection(1, 0, 2))
        assert coded(read_refi(data)) == ["Gå"]
        assert happened(data)[Happened.WIDENED] == 1

    def test_a_source_is_found_by_its_guid_where_its_path_is_not_told(self):
        xml = qde(USERS, CODES, sources(source(selection(1, 19, 22), path=None)))
        data = zipped_as({"project.qde": xml, f"sources/{SOURCE.upper()}.txt": TEXT})
        assert coded(read_refi(data)) == ["håp"]

    def test_a_source_without_a_name_is_called_by_its_file(self):
        xml = qde(sources(f'<TextSource guid="{SOURCE}" plainTextPath="styret_2017.txt"/>'))
        (one,) = read_refi(
            zipped_as({"project.qde": xml, "sources/styret_2017.txt": "x"})
        ).project.sources
        assert one.name == "styret_2017"

    def test_a_missing_text_loses_its_codings_and_says_so(self):
        xml = qde(USERS, CODES, sources(source(selection(1, 0, 5, codes=(CODE, OTHER_CODE)))))
        reading = read_refi(zipped_as({"project.qde": xml}))
        assert reading.project.sources == ()
        assert [(loss.element, loss.name, loss.count) for loss in reading.report.losses] == [
            (Element.SOURCE, "Intervju 1", 1),
            (Element.CODING, "Intervju 1", 2),
        ]
        assert {loss.outcome for loss in reading.report.losses} == {Outcome.LOST}

    def test_a_path_out_of_the_file_finds_nothing(self, tmp_path):
        (tmp_path / "hemmelig.txt").write_text("hemmelig")
        for scheme in ("internal", "absolute", "file"):
            path = f"{scheme}://{tmp_path}/hemmelig.txt"
            xml = qde(USERS, CODES, sources(source(selection(1, 0, 5), path=path)))
            assert Happened.NO_TEXT in happened(zipped_as({"project.qde": xml}))

    def test_codings_may_lie_on_the_source_and_selections_have_none(self):
        coding = f'<Coding guid="{guid(9)}"><CodeRef targetGUID="{CODE}"/></Coding>'
        reading = read_refi(qdpx(TEXT, selection(1, 0, 3, codes=()), coding))
        (one,) = reading.project.sources
        assert [coding.code for coding in one.codings] == [CODE]
        assert one.selections[0].codings == ()
        assert reading.report.losses == ()

    def test_an_empty_selection_is_kept(self):
        (one,) = read_refi(qdpx(TEXT, selection(1, 4, 4))).project.sources
        assert (one.selections[0].start, one.selections[0].end) == (4, 4)

    @pytest.mark.parametrize(
        ("start", "end", "said", "words"),
        [
            (19, 22, None, ["håp"]),
            (19, 99, Happened.CLIPPED, ["håp da."]),
            (99, 102, Happened.OUTSIDE_TEXT, []),
            (26, 30, Happened.OUTSIDE_TEXT, []),
            (-2, 3, Happened.OUTSIDE_TEXT, []),
            (5, 3, Happened.POSITION_MISSING, []),
            ("", 3, Happened.POSITION_MISSING, []),
            ("x", 3, Happened.POSITION_MISSING, []),
        ],
    )
    def test_places_outside_the_text(self, start, end, said, words):
        data = qdpx(TEXT, selection(1, start, end))
        assert coded(read_refi(data)) == words
        assert happened(data) == ({said: 1} if said else {})

    def test_what_points_at_nothing_is_left_out_and_named(self):
        other = guid(77, "d")
        data = one_project(
            f'<Cases><Case guid="{guid(1, "e")}" name="A"><CodeRef targetGUID="{other}"/><SourceRef targetGUID="{SOURCE}"/><SourceRef targetGUID="{other}"/></Case></Cases>',
            sources(
                source(
                    selection(1, 0, 3, codes=(other,)),
                    selection(2, 4, 9, inside=f'<NoteRef targetGUID="{other}"/>'),
                )
            ),
            f'<Links><Link guid="{guid(2, "e")}" name="L" originGUID="{SOURCE}" targetGUID="{other}"/><Link guid="{guid(3, "e")}" originGUID="{CODE}" targetGUID="{guid(2)}" direction="OneWay"/></Links>',
            f'<Sets><Set guid="{guid(4, "e")}" name="S"><MemberSource targetGUID="{other}"/></Set></Sets>',
        )
        reading = read_refi(data)
        assert {(loss.element, loss.happened, loss.name) for loss in reading.report.losses} == {
            (Element.CODING, Happened.UNKNOWN_CODE, "Intervju 1"),
            (Element.SELECTION, Happened.UNKNOWN_NOTE, "Intervju 1"),
            (Element.CASE, Happened.UNKNOWN_MEMBER, "A"),
            (Element.LINK, Happened.UNKNOWN_END, "L"),
            (Element.SET, Happened.UNKNOWN_MEMBER, "S"),
        }
        assert reading.project.cases[0].sources == (SOURCE,)
        assert [link.target for link in reading.project.links] == [guid(2)]

    def test_an_unknown_coder_is_said(self):
        xml = qde(CODES, sources(source(selection(1, 19, 22))))
        data = zipped_as({"project.qde": xml, "sources/tekst.txt": TEXT})
        assert happened(data) == {Happened.UNKNOWN_USER: 1}
        assert coded(read_refi(data)) == ["håp"]

    @pytest.mark.parametrize(
        ("written", "time", "said"),
        [
            ("2026-03-02T10:20:00Z", dt.datetime(2026, 3, 2, 10, 20, tzinfo=dt.UTC), None),
            (
                "2026-03-02T10:20:00.1234567+02:00",
                dt.datetime(2026, 3, 2, 8, 20, 0, 123456, tzinfo=dt.UTC),
                None,
            ),
            (
                "2026-03-02 10:20:00",
                dt.datetime(2026, 3, 2, 10, 20, tzinfo=dt.UTC),
                Happened.UNSAID_ZONE,
            ),
            ("0001-01-01T00:00:00", None, Happened.UNREADABLE_DATE),
            ("0001-01-01T00:00:00+02:00", None, Happened.UNREADABLE_DATE),
            ("02.03.2026", None, Happened.UNREADABLE_DATE),
            ("None", None, Happened.UNREADABLE_DATE),
        ],
    )
    def test_times(self, written, time, said):
        data = zipped_as({"project.qde": qde(attributes=f'creationDateTime="{written}"')})
        assert read_refi(data).project.created == time
        assert happened(data) == ({said: 1} if said else {})

    def test_a_path_to_somebodys_folder_is_warned_of_and_not_read(self):
        reading = read_refi(zipped_as({"project.qde": qde(attributes='basePath="C:/Users/kari"')}))
        (loss,) = reading.report.losses
        assert loss.happened is Happened.BASE_PATH
        assert "kari" not in repr(reading)

    def test_parts_outside_the_standard_are_named(self):
        assert happened(one_project("<Magi/>", sources(source()))) == {Happened.UNKNOWN_ELEMENT: 1}


class TestOtherSources:
    def test_a_pdf_has_its_text_and_a_quotation_only_once(self):
        area = '<PDFSelection guid="{n}" page="1" firstX="1" firstY="1" secondX="2" secondY="2">{codings}</PDFSelection>'
        coding = f'<Coding guid="{guid(50, "b")}"><CodeRef targetGUID="{CODE}"/></Coding>'
        pdf = (
            f'<PDFSource guid="{SOURCE}" name="Rapport" path="internal://r.pdf">'
            + area.format(n=guid(1), codings=coding)
            + area.format(n=guid(2), codings=coding * 2)
            + f'<Representation guid="{guid(3, "d")}" plainTextPath="internal://tekst.txt">{selection(1, 19, 22)}</Representation></PDFSource>'
        )
        case = f'<Cases><Case guid="{guid(4, "e")}" name="A"><SourceRef targetGUID="{guid(3, "d")}"/></Case></Cases>'
        data = one_project(case, sources(pdf))
        reading = read_refi(data)
        assert coded(reading) == ["håp"]
        assert reading.project.sources[0].guid == SOURCE
        assert reading.project.cases[0].sources == (SOURCE,)
        assert happened(data) == {
            Happened.FORMATTING: 1,
            Happened.DOUBLED_AREA: 1,
            Happened.PAGE_AREA: 2,
        }

    def test_media_are_listed_with_their_codings(self):
        coding = f'<Coding guid="{guid(50, "b")}"><CodeRef targetGUID="{CODE}"/></Coding>'
        data = one_project(
            sources(
                f'<PictureSource guid="{guid(1, "d")}" name="Tavle"><PictureSelection guid="{guid(2, "d")}" firstX="0" firstY="0" secondX="1" secondY="1">{coding}</PictureSelection></PictureSource>',
                f'<AudioSource guid="{guid(3, "d")}" name="Opptak"/>',
                f'<VideoSource guid="{guid(4, "d")}" name="Film"/>',
                f'<PDFSource guid="{guid(5, "d")}" name="Ark"/>',
            )
        )
        losses = read_refi(data).report.losses
        assert [
            (loss.element, loss.name) for loss in losses if loss.happened is Happened.MEDIA
        ] == [
            (Element.SOURCE, "Tavle"),
            (Element.CODING, "Tavle"),
            (Element.SOURCE, "Opptak"),
            (Element.SOURCE, "Film"),
            (Element.SOURCE, "Ark"),
        ]

    def test_a_transcript_of_a_recording_is_a_text(self):
        points = "".join(
            f'<SyncPoint guid="{guid(number, "d")}" timeStamp="0" position="{position}"/>'
            for number, position in enumerate((19, 22))
        )
        coding = f'<Coding guid="{guid(50, "b")}"><CodeRef targetGUID="{CODE}"/></Coding>'
        audio = (
            f'<AudioSource guid="{SOURCE}" name="Opptak"><Transcript guid="{guid(7, "d")}" plainTextPath="internal://tekst.txt">{points}'
            f'<TranscriptSelection guid="{guid(8, "d")}" fromSyncPoint="{guid(0, "d")}" toSyncPoint="{guid(1, "d")}">{coding}</TranscriptSelection>'
            f'<TranscriptSelection guid="{guid(9, "d")}" fromSyncPoint="{guid(0, "d")}"/></Transcript>'
            f'<AudioSelection guid="{guid(10, "d")}" begin="0" end="5">{coding}</AudioSelection></AudioSource>'
        )
        data = one_project(sources(audio))
        assert coded(read_refi(data)) == ["håp"]
        assert happened(data) == {
            Happened.RECORDING: 1,
            Happened.POSITION_MISSING: 1,
            Happened.PAGE_AREA: 1,
        }

    def word(self, text: str) -> bytes:
        document = docx.Document()
        for line in text.split("\n"):
            document.add_paragraph(line)
        buffer = io.BytesIO()
        document.save(buffer)
        return buffer.getvalue()

    def test_a_styled_text_is_read_from_its_plain_representation(self):
        xml = qde(
            USERS,
            CODES,
            sources(
                source(
                    selection(1, 19, 22),
                    path='internal://tekst.txt" richTextPath="internal://tekst.docx',
                )
            ),
        )
        data = zipped_as(
            {"project.qde": xml, "sources/tekst.txt": TEXT, "sources/tekst.docx": self.word(TEXT)}
        )
        assert coded(read_refi(data)) == ["håp"]
        assert happened(data) == {Happened.FORMATTING: 1}

    def test_a_word_document_alone_keeps_what_quotes_itself(self):
        xml = qde(
            USERS,
            CODES,
            sources(
                source(
                    selection(1, 19, 22, name="håp"),
                    selection(2, 23, 26, name="noe annet"),
                    selection(3, 0, 3),
                    path=None,
                )
            ),
        ).replace('name="Intervju 1"', 'name="Intervju 1" richTextPath="internal://tekst.docx"')
        data = zipped_as({"project.qde": xml, "sources/tekst.docx": self.word(TEXT)})
        reading = read_refi(data)
        assert reading.project.sources[0].text == TEXT
        assert happened(data) == {Happened.TEXT_FROM_WORD: 1, Happened.POSITION_UNSURE: 2}

    def test_a_rich_path_may_name_a_plain_text(self):
        xml = qde(USERS, CODES, sources(source(selection(1, 19, 22), path=None))).replace(
            'name="Intervju 1"', 'name="Intervju 1" richTextPath="internal://tekst.txt"'
        )
        assert coded(read_refi(zipped_as({"project.qde": xml, "sources/tekst.txt": TEXT}))) == [
            "håp"
        ]


class TestTheRest:
    def test_notes_variables_cases_links_and_sets(self):
        variable = guid(1, "f")
        data = zipped_as(
            {
                "project.qde": qde(
                    USERS,
                    CODES,
                    f'<Variables><Variable guid="{variable}" name="alder" typeOfVariable="Integer"/></Variables>',
                    f'<Cases><Case guid="{guid(2, "f")}" name="A"><Description>Om A</Description><VariableValue><VariableRef targetGUID="{variable}"/><IntegerValue>25</IntegerValue></VariableValue><SelectionRef targetGUID="{guid(1)}"/></Case></Cases>',
                    sources(
                        source(selection(1, 19, 22, inside=f'<NoteRef targetGUID="{NOTE}"/>'))
                    ),
                    f'<Notes><Note guid="{NOTE}" name="Tanke" plainTextPath="internal://n.txt" creatingUser="{USER}" creationDateTime="2026-01-01T00:00:00Z"><PlainTextSelection guid="{guid(8)}" startPosition="0" endPosition="1"/></Note></Notes>',
                    f'<Links><Link guid="{guid(3, "f")}" name="om" direction="OneWay" color="#FF0000" originGUID="{NOTE}" targetGUID="{guid(2, "f")}"/></Links>',
                    f'<Sets><Set guid="{guid(4, "f")}" name="kjønn: kvinne"><MemberSource targetGUID="{SOURCE}"/><MemberNote targetGUID="{NOTE}"/></Set></Sets>',
                    f'<Graphs><Graph guid="{guid(5, "f")}" name="Kart"/></Graphs>',
                    f'<Description>Om det hele</Description><NoteRef targetGUID="{NOTE}"/>',
                ),
                "sources/tekst.txt": TEXT,
                "sources/n.txt": "Et\r\nnotat",
            }
        )
        project = read_refi(data).project
        assert project.notes[0].text == "Et\nnotat"
        assert (project.notes[0].name, project.notes[0].user) == ("Tanke", USER)
        assert project.sources[0].selections[0].notes == (NOTE,)
        assert project.cases[0].values == (RefiValue(variable=variable, value="25"),)
        assert project.cases[0].selections == (guid(1),)
        assert (project.links[0].origin, project.links[0].colour) == (NOTE, "#ff0000")
        assert (project.sets[0].sources, project.sets[0].notes) == ((SOURCE,), (NOTE,))
        assert (project.description, project.about) == ("Om det hele", (NOTE,))
        assert happened(data) == {
            Happened.MARKS_IN_NOTE: 1,
            Happened.GRAPH: 1,
            Happened.LIKE_VARIABLE: 1,
        }

    @pytest.mark.parametrize(
        ("kind", "written", "value"),
        [
            ("Text", " Trondheim ", "Trondheim"),
            ("Boolean", "True", "true"),
            ("Boolean", "kanskje", None),
            ("Integer", "25", "25"),
            ("Integer", "25.0", "25"),
            ("Integer", "25.5", None),
            ("Integer", "1e999999999", None),
            ("Float", "2.50", "2.50"),
            ("Float", "1E-3", "0.001"),
            ("Float", "NaN", None),
            ("Float", "2,5", None),
            ("Date", "2026-01-31", "2026-01-31"),
            ("Date", "2026-01-31T10:00:00", "2026-01-31"),
            ("Date", "31.01.2026", None),
            ("DateTime", "2026-01-31T10:00:00", "2026-01-31T10:00:00"),
            ("DateTime", "i går", None),
            ("Farge", "rød", "rød"),
        ],
    )
    def test_values_fit_their_type_or_are_lost(self, kind, written, value):
        variable, element = guid(1, "f"), "Text" if kind == "Farge" else kind
        data = one_project(
            f'<Variables><Variable guid="{variable}" name="v" typeOfVariable="{kind}"/></Variables>',
            f'<Cases><Case guid="{guid(2, "f")}"><VariableValue><VariableRef targetGUID="{variable}"/><{element}Value>{written}</{element}Value></VariableValue></Case></Cases>',
        )
        project = read_refi(data).project
        assert [one.value for one in project.cases[0].values] == ([value] if value else [])
        assert (Happened.UNREADABLE_VALUE in happened(data)) is (value is None)
        assert (project.variables[0].type is VariableType.TEXT) is (kind in {"Text", "Farge"})

    def test_a_value_may_be_left_open_and_a_variable_unknown(self):
        variable = guid(1, "f")
        data = one_project(
            f'<Variables><Variable guid="{variable}" name="v" typeOfVariable="Text"/></Variables>',
            f'<Cases><Case guid="{guid(2, "f")}" name="A"><VariableValue><VariableRef targetGUID="{variable}"/></VariableValue><VariableValue><VariableRef targetGUID="{guid(9, "f")}"/></VariableValue></Case></Cases>',
        )
        assert read_refi(data).project.cases[0].values == (RefiValue(variable=variable),)
        assert happened(data) == {Happened.UNKNOWN_VARIABLE: 1, Happened.UNUSED_FILE: 1}


class TestRefusals:
    def test_cut_off_files_at_every_length(self):
        xml = codebook(f'<Code guid="{CODE}" name="A" isCodable="true"/>')
        package = qdpx(TEXT, selection(1, 0, 3))
        for whole in (xml, package):
            for length in range(0, len(whole) - 1, 7):
                assert refused(whole[:length]).startswith("refi.")

    def test_broken_bytes_never_end_in_anything_but_a_refusal_or_a_reading(self):
        package = bytearray(qdpx(TEXT, selection(1, 0, 3)))
        for place in range(0, len(package), 5):
            broken = bytearray(package)
            broken[place] ^= 0xFF
            try:
                read_refi(bytes(broken))
            except ImportRefusedError as refusal:
                assert refusal.code.startswith("refi.")

    @pytest.mark.parametrize(
        ("members", "code"),
        [
            ({"../project.qde": qde()}, "refi.unsafe_zip"),
            ({"project.qde": qde(), "sources/../../x.txt": ""}, "refi.unsafe_zip"),
            ({"/project.qde": qde()}, "refi.unsafe_zip"),
            ({"project.qde": qde(), "C:/x.txt": ""}, "refi.unsafe_zip"),
            ({"project.qde": qde(), "kopi.qde": qde()}, "refi.two_projects"),
            ({"sources/a.txt": "x"}, "refi.no_project"),
            ({"project.qde": ""}, "refi.not_refi"),
            ({"project.qde": "<Project"}, "refi.damaged"),
            ({"project.qde": "<Annet/>"}, "refi.not_refi"),
            ({"project.qde": qde(), "sources/stor.txt": b"\0" * 50_000_000}, "refi.zip_bomb"),
        ],
    )
    def test_hostile_and_odd_packages(self, members, code):
        assert refused(zipped_as(members)) == code

    def test_a_package_that_declares_three_gigabytes(self):
        data = bytearray(zipped_as({"project.qde": qde(), "sources/film.mp4": b"x" * 100_000}))
        place = data.rindex(b"PK\x01\x02") + 24
        data[place : place + 4] = (3 * 1024**3).to_bytes(4, "little")
        assert refused(bytes(data)) == "refi.zip_bomb"

    def test_a_survey_of_thousands_of_answers_is_no_bomb(self):
        members = {f"sources/{number}.txt": "Svar" for number in range(3_000)}
        assert read_refi(zipped_as({"project.qde": qde(), **members})).project.name == "Prøve"

    def test_a_locked_package(self):
        data = bytearray(zipped_as({"project.qde": qde()}))
        data[data.index(b"PK\x01\x02") + 8] |= 1
        assert refused(bytes(data)) == "refi.password"

    def test_definitions_in_the_xml(self):
        bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><CodeBook xmlns="urn:QDA-XML:codebook:1.0">&b;</CodeBook>'
        outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code guid="1" name="&a;"/></Codes></CodeBook>'
        assert refused(bomb.encode()) == refused(outside.encode()) == "refi.unsafe_xml"
        assert refused(zipped_as({"project.qde": bomb})) == "refi.unsafe_xml"

    @pytest.mark.parametrize(
        "data",
        [
            b"tag,description\nA,B\n",
            b"%PDF-1.4",
            b"\x89PNG",
            b"<html/>",
            b'<Project xmlns="http://schemas.microsoft.com/developer/msbuild/2003"/>',
        ],
    )
    def test_other_files_are_not_ours(self, data):
        assert refused(data) == "refi.not_refi"

    def test_nothing_at_all(self):
        assert refused(b"") == "refi.empty"

    def test_a_very_deep_tree(self):
        deep = '<Code guid="{n}" name="x" isCodable="true">'
        xml = codebook("".join(deep.format(n=n) for n in range(200)) + "</Code>" * 200)
        assert len(read_refi(xml).project.codes) == 200
        too_deep = codebook("".join(deep.format(n=n) for n in range(5_000)) + "</Code>" * 5_000)
        assert refused(too_deep) == "refi.damaged"

    @pytest.mark.parametrize("language", ["nb", "en"])
    def test_every_refusal_of_the_layers_below_has_our_words(self, language):
        below = ("empty", "damaged", "zip_bomb", "unsafe_zip", "unsafe_xml", "password")
        for name in (*below, "too_slow", "too_much_memory", "crashed"):
            refusal = in_our_words(ImportRefusedError(f"import.{name}", seconds=1, megabytes=1))
            assert refusal.code == f"refi.{name}"
            assert refusal.sentence(language) != catalogue(language)[f"error.import.{name}"]


class TestInAProcessOfItsOwn:
    def test_the_reading_is_the_same(self, tmp_path):
        data = qdpx("😀 Ga\u030a\r\ntil", selection(1, 2, 5, name="Gå"), origin="NVivo 12")
        path = tmp_path / "a.qdpx"
        path.write_bytes(data)
        assert read_project(data) == read_project(path) == read_refi(data)

    def test_refusals_come_through(self):
        for data, code in ((b"", "refi.empty"), (b"PK", "refi.damaged")):
            with pytest.raises(ImportRefusedError) as refusal:
                read_project(data)
            assert refusal.value.code == code

    def test_a_file_above_the_limit_or_gone_is_not_even_sent(self, monkeypatch, tmp_path):
        monkeypatch.setattr("casestudy.exchange.refi.read.MAX_FILE_BYTES", 10)
        monkeypatch.setattr(worker, "_start", None)
        for content, code in (
            (b"x" * 11, "refi.too_large"),
            (tmp_path / "x", "import.unreadable"),
        ):
            with pytest.raises(ImportRefusedError) as refusal:
                read_project(content)
            assert refusal.value.code == code

    def test_a_project_that_takes_too_long_is_refused_in_our_words(self, monkeypatch):
        with pytest.raises(ImportRefusedError) as refusal:
            read_project(qdpx(TEXT), seconds=0.001)
        assert refusal.value.code == "refi.too_slow"


def test_reports_say_what_happened_in_both_languages_and_never_quote():
    data = qdpx(TEXT, selection(1, 99, 120, name="Kari sa dette"))
    report = read_refi(data).report
    assert report.columns("nb") == (
        "Utfall",
        "Hva det gjelder",
        "Navn",
        "Hva som skjedde",
        "Antall",
    )
    assert report.rows("nb") == (
        ("Gikk tapt", "Koding", "Intervju 1", "Stedet ligger utenfor teksten.", 1),
    )
    assert report.rows("en") == (
        ("Lost", "Coding", "Intervju 1", "The place lies outside the text.", 1),
    )
    assert "Kari" not in repr(report)


def test_the_worst_comes_first():
    xml = qde(
        USERS,
        CODES,
        "<Magi/>",
        sources(source(selection(1, 99, 120))),
        attributes='basePath="x" creationDateTime="?"',
    )
    rows = read_refi(zipped_as({"project.qde": xml, "sources/tekst.txt": TEXT})).report.rows("en")
    assert [row[0] for row in rows] == ["Lost", "Lost", "Changed", "Worth knowing"]


@pytest.mark.parametrize("language", ["nb", "en"])
def test_everything_that_can_happen_has_words(language):
    known = catalogue(language)
    for group, values in (
        ("happened", Happened),
        ("element", Element),
        ("elements", Element),
        ("outcome", Outcome),
    ):
        assert [one for one in values if f"refi.{group}.{one}" not in known] == []
    words = {key for key in known if key.startswith("refi.happened.")}
    assert words == {f"refi.happened.{one}" for one in Happened}


def test_zip_times_and_comments_do_not_matter():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.comment = b"hei"
        package.writestr("project.qde", qde(namespace=NAMESPACE))
    assert read_refi(buffer.getvalue()).project.name == "Prøve"
