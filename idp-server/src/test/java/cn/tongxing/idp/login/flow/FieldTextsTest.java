package cn.tongxing.idp.login.flow;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.FieldTexts;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.document.ResidentIdNumber.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/** With and without script a person reads the same sentence. */
class FieldTextsTest {

  @Test
  void theSentencesAreThoseOfTheCatalogue() throws IOException {
    assertSame(FieldTexts.NAME_BLANK, "name.blank");
    assertSame(FieldTexts.NAME_WRONG, "name.wrong");
    assertSame(FieldTexts.NAME_SUBSTITUTE, "name.substitute");
    assertSame(FieldTexts.NUMBER_BLANK, "resident-id.blank");
    assertSame(FieldTexts.PHONE_BLANK, "phone.blank");
    assertSame(FieldTexts.PHONE_WRONG, "phone.wrong");
    for (Problem problem : Problem.values()) {
      assertSame(FieldTexts.of(problem), "resident-id." + key(problem));
    }
  }

  private static String key(Problem problem) {
    return switch (problem) {
      case LENGTH -> "length";
      case CHARACTERS -> "characters";
      case OLD_FORM -> "old-form";
      case PROVINCE -> "province";
      case BIRTH_DATE -> "date";
      case SEQUENCE -> "sequence";
      case CHECK_CHARACTER -> "check-character";
    };
  }

  private static void assertSame(LocalizedText text, String key) throws IOException {
    assertThat(text.simplified()).isEqualTo(catalogue("").getProperty(key));
    assertThat(text.traditional()).isEqualTo(catalogue("_zh_TW").getProperty(key));
    assertThat(text.english()).isEqualTo(catalogue("_en").getProperty(key));
  }

  private static Properties catalogue(String language) throws IOException {
    return PropertiesLoaderUtils.loadProperties(
        new EncodedResource(
            new ClassPathResource("messages" + language + ".properties"), StandardCharsets.UTF_8));
  }
}
