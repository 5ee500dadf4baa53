"""Questions: of quizzes, which explain every answer, and of surveys, which count them."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from home.blocks.text import PARAGRAPH_FEATURES

SCALE_STEPS = 5


class QuizOptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Phương án"), max_length=200)
    correct = blocks.BooleanBlock(label=_("Đúng"), required=False)

    class Meta:
        icon = "tick-inverse"
        label = _("Phương án")


class QuizQuestionBlock(blocks.StructBlock):
    """One right answer, and why it is right."""

    text = blocks.CharBlock(label=_("Câu hỏi"), max_length=250)
    image = ImageChooserBlock(label=_("Ảnh"), required=False)
    options = blocks.ListBlock(QuizOptionBlock(), label=_("Các phương án"), min_num=2, max_num=6)
    explanation = blocks.RichTextBlock(label=_("Giải thích"), features=PARAGRAPH_FEATURES)
    source = blocks.CharBlock(label=_("Nguồn"), max_length=250, required=False)

    class Meta:
        icon = "help"
        label = _("Câu hỏi")
        description = _("Một câu hỏi có một phương án đúng và lời giải thích.")
        template = "blocks/quiz_question.html"
        preview_value = {
            "text": "Túi ni lông đã rách nhưng còn sạch thì nên làm gì?",
            "image": None,
            "options": [
                {"text": "Dùng làm túi lót thùng rác", "correct": True},
                {"text": "Đốt cùng rác vườn", "correct": False},
            ],
            "explanation": "<p>Đốt nhựa ở nhà sinh khói độc. Dùng thêm một lần rồi bỏ cùng rác còn lại.</p>",
            "source": "",
        }

    def clean(self, value):
        value = super().clean(value)
        if sum(bool(option["correct"]) for option in value["options"]) != 1:
            error = ValidationError(_("Mỗi câu hỏi có đúng một phương án đúng."))
            raise StructBlockValidationError(block_errors={"options": error})
        return value


class QuizQuestionsBlock(blocks.StreamBlock):
    question = QuizQuestionBlock()

    class Meta:
        min_num = 1
        max_num = 20


class SurveyQuestionBlock(blocks.StructBlock):
    """What all questions of a survey have."""

    text = blocks.CharBlock(label=_("Câu hỏi"), max_length=250)
    help = blocks.CharBlock(label=_("Giải thích thêm"), max_length=250, required=False)
    required = blocks.BooleanBlock(label=_("Bắt buộc trả lời"), required=False)

    class Meta:
        icon = "help"
        abstract = True


class ChoiceQuestionBlock(SurveyQuestionBlock):
    options = blocks.ListBlock(blocks.CharBlock(max_length=150), label=_("Các lựa chọn"), min_num=2, max_num=15)
    multiple = blocks.BooleanBlock(label=_("Được chọn nhiều"), required=False)

    class Meta:
        icon = "list-ul"
        label = _("Chọn")
        description = _("Chọn một hoặc nhiều câu trả lời có sẵn.")
        template = "blocks/survey_question.html"
        preview_value = {
            "text": "Bạn thường đi chợ bằng gì?", "help": "", "required": True, "multiple": False,
            "options": ["Làn", "Túi vải", "Túi ni lông của người bán"],
        }  # fmt: skip


class ScaleQuestionBlock(SurveyQuestionBlock):
    low = blocks.CharBlock(label=_("Nghĩa của mức 1"), max_length=60)
    high = blocks.CharBlock(label=_("Nghĩa của mức 5"), max_length=60)

    class Meta:
        icon = "order"
        label = _("Thang điểm")
        description = _("Chọn một mức từ 1 đến 5.")
        template = "blocks/survey_question.html"
        preview_value = {
            "text": "Mang hộp đi mua đồ ăn có phiền không?", "help": "", "required": True, "low": "Không phiền",
            "high": "Rất phiền",
        }  # fmt: skip


class TextQuestionBlock(SurveyQuestionBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Viết")
        description = _("Trả lời bằng lời; chỉ người phụ trách đọc được.")
        template = "blocks/survey_question.html"
        preview_value = {"text": "Chợ của bạn nên đổi việc gì trước?", "help": "", "required": False}


class ImageOptionBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Ảnh"))
    label = blocks.CharBlock(label=_("Tên"), max_length=80)

    class Meta:
        icon = "image"
        label = _("Ảnh")


class ImageQuestionBlock(SurveyQuestionBlock):
    options = blocks.ListBlock(ImageOptionBlock(), label=_("Các ảnh"), min_num=2, max_num=8)

    class Meta:
        icon = "image"
        label = _("Chọn ảnh")
        description = _("Chọn một trong các ảnh, mỗi ảnh có tên.")
        template = "blocks/survey_question.html"
        preview_value = {"text": "Thùng nào dễ bỏ đúng hơn?", "help": "", "required": False, "options": []}


class SurveyQuestionsBlock(blocks.StreamBlock):
    choice = ChoiceQuestionBlock()
    scale = ScaleQuestionBlock()
    image_choice = ImageQuestionBlock()
    text = TextQuestionBlock()

    class Meta:
        min_num = 1
        max_num = 30
