"""What the joined style sheets must still say after they were made small."""

from config.management.commands.build_assets import minified


def test_a_descendant_selector_that_begins_with_a_colon_keeps_its_meaning():
    css = minified("@layer components { .store-row :is(h2, h3) { text-wrap: wrap; } }")
    assert css == "@layer components{.store-row *:is(h2,h3){text-wrap:wrap}}"


def test_states_and_children_are_left_as_they_are():
    css = minified("@layer x { .cover:hover .cover-link { top: 0 } .prose > :is(div, dl) { top: 0 } }")
    assert ".cover:hover .cover-link{" in css
    assert ".prose>*:is(div,dl){" in css
