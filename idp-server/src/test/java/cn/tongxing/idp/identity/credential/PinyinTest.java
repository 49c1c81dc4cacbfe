package cn.tongxing.idp.identity.credential;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PinyinTest {

  private final Pinyin pinyin = new Pinyin();

  @ParameterizedTest
  @CsvSource({
    "张三, zhangsan",
    "张三, sanzhang",
    "曾国藩, zengguofan",
    "单雄信, shanxiongxin",
    "解缙, xiejin",
    "欧阳修, ouyangxiu",
    "欧阳修, xiuouyang",
    "吕布, lvbu",
    "吕布, lubu",
    "吕布, lyubu",
    "陳曉明, chenxiaoming",
    "李鑫婷, lixinting"
  })
  void aNameHasItsWritings(String name, String writing) {
    assertThat(pinyin.of(name)).contains(writing);
  }

  @Test
  void ofAnUnknownCharacterNothingIsKnown() {
    assertThat(pinyin.of("zhang三")).isEmpty();
    assertThat(pinyin.of("")).doesNotContain("zhang");
    assertThat(pinyin.shortly("")).isEmpty();
  }

  @Test
  void shortlyItIsItsLettersAndItsSurname() {
    assertThat(pinyin.shortly("林晓月")).contains("lin", "lxy").doesNotContain("linxiaoyue");
  }

  @Test
  void manyReadingsAreFewWritings() {
    assertThat(pinyin.of("单乐长行重朝曾")).hasSizeLessThan(1_000);
  }
}
