"""The words with which people ask for places and units rather than name them (home.search.fillers)."""

from home.search.fillers import QUESTION

# Who asks a list of shops where something is sold need not find those words in it.
BUYING = QUESTION.and_also(
    "mua", "bán", "có bán", "nơi bán", "chỗ bán", "nơi mua", "chỗ mua", "mua ở đâu", "bán ở đâu", "tìm", "tìm mua",
    "muốn mua", "cần mua", "địa chỉ bán", "địa chỉ mua",
)  # fmt: skip

# How people ask what became of a unit.
ABOUT_UNITS = QUESTION.and_also(
    "cũ", "cu", "nay là", "nay thuộc", "giờ là", "giờ thuộc", "bây giờ là", "bây giờ thuộc", "hiện nay", "trước đây",
    "thuộc xã nào", "thuộc phường nào", "là xã nào", "là phường nào", "nay là xã nào", "nay thuộc xã nào",
    "nay là phường nào", "nay thuộc phường nào", "thuộc đâu", "sáp nhập vào", "sáp nhập với", "sau sáp nhập",
)  # fmt: skip
