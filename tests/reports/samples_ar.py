"""The ordinary paper as an Arabic-speaking village would say it, with figures and Latin names."""

from dataclasses import replace

from fieldapp.domain.council.paper import Answer, Dispute, NextStep, Promise, Safety, Scored
from tests.reports.samples import ORDINARY as ENGLISH
from tests.reports.samples import SCHOOL, WATER

_STEPS = ("اختيار المكان معاً", "الحفر", "القاعدة والمصرف", "تركيب المضخة", "التسليم")
_WORDS = "المصرف ينتهي في الطريق."

ORDINARY = replace(
    ENGLISH,
    place="قرية النور",
    languages="العربية، الزغاوة",
    contact="مكتب الميدان في رئاسة المحلية، كل يوم سوق",
    complaints=(
        "الصندوق عند المركز الصحي، تفتحه مجموعة النساء",
        "الهاتف المجاني +249 91 234 5678",
        "ديوان المظالم في المحلية، وهو ليس منّا",
    ),
    promises=(
        Promise("us", "إصلاح سقف المدرسة قبل الأمطار", "not_kept",
                "لم تستطع الشاحنة عبور الجسر.", "2026-12-20", late=False),
        Promise("us", "دوريات في كل يوم سوق (UNMISS)", "kept", "", "2026-11-01", late=False),
        Promise("us", "الرد على شكوى السياج رقم SD-2026/014", "open", "", "2026-11-10", late=True),
        Promise("them", "رمل وحجارة لنقطة الماء", "kept", "", "2026-09-15", late=False),
        Promise("others", "معلم للصف الأعلى من المحلية", "dropped",
                "ليس للمحلية ميزانية هذا العام.", "", late=False),
    ),
    answers=(
        Answer("الصف عند المضخة طويل على كبار السن.", "did", "بُني مقعد ويتقدم كبار السن."),
        Answer("السياج يأخذ جزءاً من الملعب.", "pending", ""),
        Answer("ابنوا مركزاً صحياً ثانياً.", "could_not", "المال لمركز واحد في كل محلية."),
    ),
    works=(
        replace(
            WATER,
            title="نقطة ماء في السوق",
            built_by="مجموعة بنّائي النور",
            maintained_by="لجنة الماء",
            community_gives="رمل وحجارة وحارسان",
            steps=tuple(
                replace(step, title=title, their_words=_WORDS if step.their_words else "")
                for step, title in zip(WATER.steps, _STEPS, strict=True)
            ),
            checks=(
                replace(WATER.checks[0], claim="الماء نظيف", their_words="طعمه طيب."),
                replace(WATER.checks[1], claim="المصرف يعمل"),
            ),
        ),
        replace(
            SCHOOL,
            title="سقف المدرسة",
            steps=(
                replace(SCHOOL.steps[0], title="إزالة الألواح القديمة"),
                replace(SCHOOL.steps[1], title="تثبيت الألواح الجديدة", their_words="ننتظر."),
            ),
        ),
    ),
    safety=Safety("less_safe", "same", "", "مصابيح عند نقطة الماء؛ دوريات في أيام السوق"),
    scores=(
        Scored("الماء", 55, 70, 62, "بعيد عن أهل التل"),
        Scored("المدرسة", 30, 25, 12, "لا سقف"),
        Scored("كيف يُسمع صوتنا", 81, 74, None, ""),
    ),
    worked="تجتمع لجنة الماء كل أسبوع وتكتب ما تصرفه.",
    changes="ينتقل مال السقف إلى أجرة الشاحنة. قرر المجلس ذلك مع البعثة.",
    disputes=(
        Dispute("المصرف مكتمل.", "المصرف ينتهي في الطريق.",
                "ننظر إليه معاً بعد المطر القادم", "them", "2026-12-05",
                "توجيهه إلى بستان الموز"),
    ),
    next_steps=(
        NextStep("إكمال المصرف", "us", "2026-12-05"),
        NextStep("اختيار حارسين", "them", "2026-11-30"),
    ),
)  # fmt: skip
