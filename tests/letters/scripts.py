"""The same short letter in every script a Member or an addressee may write, for looking at and for testing."""

from __future__ import annotations

from datetime import date

from letters.document import Addressee, Document, Numbered, Section, SignatureList
from tests.letters.samples import DIGEST, member, plain

SCRIPTS: dict[str, tuple[str, str]] = {
    "bg": ("Задържането на журналиста", "Пишем Ви за редактора, който от март е в ареста. Молим Ви да му осигурите "
           "лекар и адвокат, и да разпоредите независимо разследване."),
    "el": ("Η κράτηση του δημοσιογράφου", "Σας γράφουμε για τον εκδότη που κρατείται από τον Μάρτιο. Ζητούμε να του "
           "εξασφαλίσετε γιατρό και δικηγόρο. Πολυτονικό: ἄνθρωπος, ᾧ, ὕβρις."),
    "kk": ("Журналистің қамауға алынуы", "Біз Сізге наурыз айынан бері қамауда отырған редактор туралы жазып отырмыз. "
           "Оған дәрігер мен қорғаушының кедергісіз келуін қамтамасыз етуіңізді сұраймыз: Ә Ғ Қ Ң Ө Ұ Ү Һ І."),
    "uk": ("Затримання журналіста", "Ми пишемо Вам про редактора, якого утримують під вартою з березня. Просимо "
           "забезпечити йому лікаря й адвоката: ґ, є, і, ї, м’ята."),
    "ka": ("ჟურნალისტის დაკავება", "გწერთ რედაქტორის შესახებ, რომელიც მარტიდან პატიმრობაშია. გთხოვთ, "
           "უზრუნველყოთ ექიმისა და ადვოკატის დაშვება."),
    "hy": ("Լրագրողի կալանավորումը", "Գրում ենք Ձեզ խմբագրի մասին, որը մարտից կալանքի տակ է։ Խնդրում ենք ապահովել "
           "բժշկի և փաստաբանի մուտքը։"),
    "ar": ("احتجاز الصحفي", "نكتب إليكم بشأن رئيس التحرير المحتجز منذ 14 مارس 2026 (القضية رقم 4418). نطلب منكم أن "
           "تضمنوا له طبيبًا ومحاميًا، وأن تأمروا بتحقيق مستقل ونزيه في ما سجّله طبيب السجن."),
    "he": ("מעצרו של העיתונאי", "אנו כותבים אליכם בעניין העורך העצור מאז 14 במרץ 2026 (תיק 4418). אנו מבקשים להבטיח "
           "לו רופא ועורך דין, ולהורות על חקירה עצמאית. שָׁלוֹם."),
    "zh": ("关于记者被拘押一事", "我们就自三月起被羁押的编辑致函阁下。请保证他能见到律师和医生，并下令对监狱医生"
           "记录的虐待指控进行独立调查。我们期待在六月全会之前收到您的答复（案号：4418）。"),
    "ja": ("記者の拘束について", "三月から拘束されている編集者について、お手紙を差し上げます。弁護士と医師との面会を"
           "保障し、独立した調査を命じてくださいますよう、お願い申し上げます。「報道の自由」は守られなければなりません。"),
    "ko": ("기자 구금에 관하여", "3월부터 구금되어 있는 편집인에 관하여 편지를 드립니다. 변호사와 의사의 접견을 "
           "보장하고 독립적인 조사를 명령해 주시기를 정중히 요청합니다."),
    "vi": ("Việc giam giữ nhà báo", "Chúng tôi viết thư này về vị biên tập viên bị giam giữ từ tháng Ba. Xin quý vị "
           "bảo đảm cho ông được gặp luật sư và bác sĩ."),
}  # fmt: skip


def in_script(language: str) -> Document:
    """A letter in that language with two invented signatories, one of them named in its script."""
    subject, text = SCRIPTS[language]
    return Document(
        language=language,
        title=subject,
        document_id=f"UND-2026-{language.upper()}/1",
        digest=DIGEST,
        dated_on=date(2026, 5, 12),
        date_text="12.05.2026",
        subject=subject,
        addressees=(Addressee(name=subject, postal=("1 Assembly Square",)),),
        body=(plain(text), Numbered(items=((plain(text),), (plain(text),)))),
        signatures=SignatureList(
            sections=(Section(heading=None, signatories=(member(3), member(11, given=subject.split()[0][:12]))),),
        ),
    )
