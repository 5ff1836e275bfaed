"""Somebody at a card in a browser: reads, chooses, types, presses; knows nothing of widgets."""

import re


class Learner:
    """What a person can do at one card, and what they see there."""

    def __init__(self, page, card: int = 0) -> None:
        self.page, self.card = page, page.locator(".sk-card").nth(card)

    # --- seeing ---------------------------------------------------------------------------------------

    def see(self, text: str | re.Pattern, exact: bool = False) -> None:
        """Wait until words can be seen on the card."""
        self.card.get_by_text(text, exact=exact).first.wait_for()

    @property
    def stem(self) -> str:
        """The question as it can be read."""
        # Not the inner text, in which letters of a formula are italic signs of their own once it has been laid out.
        return " ".join(self.card.locator(".sk-stem").text_content().split())

    @property
    def kind(self) -> str:
        """What kind of question it looks like."""
        hint = self.card.locator(".sk-hint").inner_text()
        if hint == "Your answer":
            return "numeric" if self.card.get_by_label("A number").count() else "text"
        return {"Choose one": "choice", "Choose all that apply": "multi"}.get(hint, "order")

    @property
    def texts(self) -> list[str]:
        """The words of the options, or of the steps, from top to bottom."""
        return [words.strip() for words in self.card.locator(".sk-text").all_inner_texts()]

    def marked(self, words: str) -> list[str]:
        """The options that carry these words after an answer."""
        rows = self.card.locator(".sk-option, .sk-step").filter(has=self.page.get_by_text(words))
        return [text.strip() for text in rows.locator(".sk-text").all_inner_texts()]

    # --- doing ----------------------------------------------------------------------------------------

    def press(self, name: str) -> None:
        """Press a button of the card."""
        self.card.get_by_role("button", name=name, exact=True).click()

    def give(self, answer: str | list[str]) -> None:
        """Type an answer, choose options by their words, or bring steps into an order."""
        if self.kind in ("numeric", "text"):
            self.card.get_by_role("textbox").fill(str(answer))
        elif self.kind == "order":
            for place, step in enumerate(answer):
                while (now := self.texts.index(step)) > place:
                    self.card.get_by_role("button", name=f"Move up: {step}", exact=True).click()
                    self.see_step(step, now - 1)
        else:
            for option in [answer] if isinstance(answer, str) else answer:
                self.card.locator(".sk-option").filter(has_text=option).click()

    def see_step(self, step: str, place: int) -> None:
        """Wait until a step is announced at its new place, and check that it is there and has focus."""
        self.see(f"“{step}” is now number {place + 1} of {len(self.texts)}.")
        assert self.texts[place] == step
        assert self.has_focus()

    def say_sure(self, words: str) -> None:
        """Say how sure one is."""
        self.card.get_by_text(words, exact=True).click()
        assert self.card.get_by_label(words, exact=True).is_checked()

    def has_focus(self) -> bool:
        """Whether the keyboard is at this card, on something that can be seen."""
        return self.card.evaluate(
            """(card) => card !== document.activeElement && card.contains(document.activeElement)
              && document.activeElement.checkVisibility()"""
        )
