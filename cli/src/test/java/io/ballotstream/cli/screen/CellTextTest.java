package io.ballotstream.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellTextTest {
    private static final String ISOLATE = "\u2068";
    private static final String POP = "\u2069";

    @ParameterizedTest
    @CsvSource({"Biden, 5", "選挙管理, 8", "Ångström, 8", "한국, 4", "ﾊﾝｶｸ, 4", "😀, 2", "'', 0"})
    void widthIsCountedInCellsNotInCharacters(String text, int cells) {
        assertThat(CellText.width(text)).isEqualTo(cells);
    }

    @Test
    void combiningMarksTakeNoCell() {
        assertThat(CellText.width("Z\u0301\u0323oe")).isEqualTo(3);
        assertThat(CellText.width("ก็")).isEqualTo(1);
    }

    @Test
    void shortTextIsFilledUp() {
        assertThat(CellText.fit("選挙", 6)).isEqualTo("選挙  ");
        assertThat(CellText.fitRight("42", 5)).isEqualTo("   42");
    }

    @Test
    void longTextIsCutAndSaysSo() {
        assertThat(CellText.fit("Joseph R. Biden Jr.", 10)).isEqualTo("Joseph R.…");
        assertThat(CellText.fitRight("1,234,567", 4)).isEqualTo("1,2…");
    }

    @Test
    void cutInTheMiddleOfAWideCharacterLeavesABlankInstead() {
        assertThat(CellText.fit("選挙管理", 4)).isEqualTo("選… ");
    }

    @Test
    void marksStayWithTheirCharacterWhenTextIsCut() {
        assertThat(CellText.fit("e\u0301e\u0301e\u0301e\u0301", 3)).isEqualTo("e\u0301e\u0301…");
    }

    @Test
    void noRoomGivesNothing() {
        assertThat(CellText.fit("Biden", 0)).isEmpty();
        assertThat(CellText.fit("Biden", 1)).isEqualTo("…");
    }

    @Test
    void textFromRightToLeftIsIsolatedAndStillFillsItsColumn() {
        assertThat(CellText.fit("محمد", 6)).isEqualTo(ISOLATE + "محمد" + POP + "  ");
        assertThat(CellText.fit("שרה", 3)).isEqualTo(ISOLATE + "שרה" + POP);
        assertThat(CellText.width(ISOLATE + "שרה" + POP)).isEqualTo(3);
    }

    @Test
    void namesCannotSteerTheTerminal() {
        assertThat(CellText.fit("a\u001b[2Jb\n\u202Ec", 9)).isEqualTo("a\uFFFD[2Jb\uFFFD\uFFFDc");
    }
}
