package cn.tongxing.adapter.spi.document;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.document.PersonName.Comparison;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("GB-18030-2022")
class PersonNameTest {

  private static PersonName name(String written) {
    return PersonName.parse(written).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0xB7, 0x2022, 0x30FB, 0xFF65, 0xFF0E, 0x2E, 0x2027, 0x387, 0x22C5, 0x2219, 0xFE52, 0x2024,
        0x318D, 0x16EB, 0x2E31, 0x2E33, 0x25CF
      })
  void theDotsOfMinorityNamesAreOneAndTheSame(int dot) {
    PersonName seen = name("阿依古丽" + Character.toString(dot) + "买买提");
    PersonName standard = name("阿依古丽·买买提");

    assertThat(seen.compareWith(standard)).isEqualTo(Comparison.EQUAL);
    assertThat(seen).isEqualTo(standard).hasSameHashCodeAs(standard);
    assertThat(seen.reveal()).isEqualTo("阿依古丽·买买提");
  }

  @ParameterizedTest
  @CsvSource({
    "FE59, E81E", "FE61, E826", "FE66, E82B", "FE67, E82C",
    "FE6D, E832", "FE7E, E843", "FE90, E854", "FEA0, E864"
  })
  void aRareCharacterIsTheSameInItsOldPrivateForm(String gb, String privateUse) {
    String standard = new String(HexFormat.of().parseHex(gb), Charset.forName("GB18030"));
    String old = Character.toString(Integer.parseInt(privateUse, 16));

    assertThat(name("王" + old).compareWith(name("王" + standard))).isEqualTo(Comparison.EQUAL);
    assertThat(name("王" + old).isComparable()).isTrue();
    assertThat(name("王" + old).reveal()).isEqualTo("王" + standard);
  }

  @ParameterizedTest
  @CsvSource({
    "张 三, 张三",
    "张　三, 张三",
    "阿依古丽 · 买买提, 阿依古丽·买买提",
    "\u8c48三, \uf900三",
    "\u4e00, \u2f00",
    "ＪＯＨＮ, JOHN",
    "John  Smith, JOHN SMITH",
    "JOSE\u0301, jos\u00e9",
    "\u845b\udb40\udd00, \u845b",
    "'\ufe00 张三 \ufe00', 张三"
  })
  void writingsOfOneNameAreEqual(String one, String other) {
    assertThat(name(one).compareWith(name(other))).isEqualTo(Comparison.EQUAL);
    assertThat(name(other).compareWith(name(one))).isEqualTo(Comparison.EQUAL);
  }

  @ParameterizedTest
  @CsvSource({"张三, 张叁", "JOHN SMITH, JOHNSMITH", "张三, 张三丰", "阿依古丽买买提, 阿依古丽·买买提"})
  void otherNamesDiffer(String one, String other) {
    assertThat(name(one).compareWith(name(other))).isEqualTo(Comparison.DIFFERENT);
    assertThat(name(one)).isNotEqualTo(name(other));
  }

  @ParameterizedTest
  @ValueSource(strings = {"张?", "张？", "张\ufffd", "张□", "张〓", "*三", "张\ue000", "张\udb80\udc00"})
  void aNameThatAnotherSystemCouldNotWriteIsNoMismatch(String upstreams) {
    PersonName seen = name(upstreams);

    assertThat(seen.isComparable()).isFalse();
    assertThat(seen.compareWith(name("张三"))).isEqualTo(Comparison.CANNOT_COMPARE);
    assertThat(name("张三").compareWith(seen)).isEqualTo(Comparison.CANNOT_COMPARE);
    assertThat(seen.compareWith(seen)).isEqualTo(Comparison.CANNOT_COMPARE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\u3000",
        "·",
        "12",
        "张\u0000三",
        "张\n三",
        "张\u200e三",
        "\u202e张三",
        "张\u2067三",
        "张\u2028三",
        "张\ud800",
        "张\uffff",
        "\u3164",
        "\u115f",
        "\u1160",
        "\uffa0",
        "\u2065",
        "\udb40\ude00",
        "张\u3164三",
        "张\u034f三",
        "张\u2800三"
      })
  void blankAndInvisibleNamesAreRefused(String typed) {
    assertThat(PersonName.parse(typed)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "张 三, 张三",
    "张\u3000三, 张三",
    "张\u00a0\u2009三, 张三",
    "张\u200b三, 张三",
    "张\ufeff三, 张三",
    "张\u200d\u2060 三, 张三",
    "阿依古丽 \u2022 买买提, 阿依古丽·买买提",
    "阿依古丽. 买买提, 阿依古丽·买买提",
    "阿依古丽．A, 阿依古丽·A",
    "\u2f00\uf900, 一\u8c48",
    "\u845b\udb40\udd00, \u845b",
    "ＪＯＨＮ\u3000 Smith, JOHN Smith",
    "John F．\u00a0Kennedy, John F. Kennedy",
    "JOSE\u0301 \u30fb MARIA, JOS\u00c9·MARIA",
    "'\ufe00 张三 \ufe00', 张三"
  })
  void aNameIsKeptInTheOneWritingOfTheRegister(String typed, String kept) {
    assertThat(name(typed).reveal()).isEqualTo(kept);
    assertThat(name(kept).reveal()).isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource({
    "John F. Kennedy, JOHN F. KENNEDY",
    "John F．\u00a0Kennedy, JOHN F. KENNEDY",
    "jos\u00e9 maria, JOS\u00c9 MARIA",
    "阿依古丽 \u2022 买买提, 阿依古丽·买买提"
  })
  void aRegisterIsAskedInItsOwnWritingInCapitals(String typed, String asked) {
    assertThat(name(typed).asked()).isEqualTo(asked);
    assertThat(name(name(typed).asked())).isEqualTo(name(typed));
  }

  @Test
  void theFoldedFormIsForComparingAlone() {
    assertThat(name("John F. Kennedy").compareWith(name("JOHN F·KENNEDY")))
        .isEqualTo(Comparison.EQUAL);
    assertThat(name("John F. Kennedy").asked()).isNotEqualTo(name("John F. Kennedy").folded());
  }

  @Test
  void whateverIsTypedTheOneWritingIsReadAsItself() {
    String signs = "张三丰A b.．·•・ \u3000\u00a0\u200b\ufe00\ue81e\u9fb4\u2f00\uf900é\u0301?";
    int[] points = signs.codePoints().toArray();
    Random random = new Random(20_261_127L);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder typed = new StringBuilder();
      random
          .ints(1 + random.nextInt(9), 0, points.length)
          .forEach(at -> typed.appendCodePoint(points[at]));
      PersonName.parse(typed.toString())
          .ifPresent(once -> {
            PersonName twice = name(once.reveal());
            assertThat(twice.reveal()).isEqualTo(once.reveal());
            assertThat(twice.folded()).isEqualTo(once.folded());
            assertThat(once.reveal()).doesNotContain("•", "・", "\u3000", "\u200b", "  ");
          });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"张三\u200b", "\ufeff张三", " \u2060张三 \u200b"})
  void whatHasNoWidthAtTheEndsIsLeftAway(String typed) {
    assertThat(name(typed).reveal()).isEqualTo("张三");
  }

  @Test
  void theLimitCountsCharactersNotTheirHalves() {
    String rare = Character.toString(0x20BB7);

    assertThat(PersonName.parse(rare.repeat(100))).isPresent();
    assertThat(PersonName.parse(rare.repeat(101))).isEmpty();
    assertThat(PersonName.parse("张".repeat(5_000_000))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "丰, *",
    "张三, *三",
    "张三丰, **丰",
    "欧阳娜娜, 欧**娜",
    "阿依古丽·买买提, 阿******提",
    "\ud842\udfb7三, *三",
    "张\ud842\udfb7, *\ud842\udfb7",
    "张\u908a\udb40\udd00, *\u908a",
    "e\u0301a\u0301, *\u00e1"
  })
  void aNamePrintsMasked(String written, String masked) {
    assertThat(name(written)).hasToString(masked);
    assertThat(name(written).masked()).isEqualTo(masked);
  }

  @Test
  void spaceAtTheEndsIsNoPartOfTheName() {
    assertThat(name("　张三\u00a0 ").reveal()).isEqualTo("张三");
  }

  @ParameterizedTest
  @CsvSource({
    "张三, true",
    "王?, true",
    "王\u25a1明, true",
    "?, false",
    "**, false",
    "\u3013\u3013, false",
    "\u25a1·\u25a1, false",
    "张\ufffd, false",
    "\ufffd\ufffd, false",
    "王\ue001, true"
  })
  void aNameOfSubstitutesAloneOrWithALostCharacterSaysNothing(String written, boolean legible) {
    assertThat(name(written).isLegible()).isEqualTo(legible);
  }
}
