package cn.tongxing.idp.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

class MaskedMembersTest {

  @ParameterizedTest
  @CsvSource({
    "phone 13800138000 is taken, phone 138******00 is taken",
    "11010519491231002X, 110*************2X",
    "at 1795819279123 ms, at 1795819279123 ms",
    "order 138001380001, order 138001380001",
    "a13800138000b, a13800138000b"
  })
  void numbersOfPeopleAreMaskedAndOthersAreNot(String text, String masked) {
    assertThat(MaskedMembers.masked(text)).isEqualTo(masked);
  }

  @Test
  void aJsonLineOfALibraryIsMaskedAndCarriesTheNumberOfTheRequest() {
    var context = new LoggerContext();
    context.putObject(
        Environment.class.getName(),
        new MockEnvironment()
            .withProperty("logging.structured.json.customizer", MaskedMembers.class.getName()));
    var encoder = new StructuredLogEncoder();
    encoder.setContext(context);
    encoder.setFormat("ecs");
    encoder.start();
    Logger logger = context.getLogger("library");
    var event =
        new LoggingEvent(
            "x",
            logger,
            Level.WARN,
            "duplicate key (13800138000)",
            new IllegalStateException("11010519491231002X"),
            null);
    event.setMDCPropertyMap(Map.of(RequestMeter.TRACE, "7f3a000000000001"));

    String line = new String(encoder.encode(event), StandardCharsets.UTF_8);

    assertThat(line)
        .contains("duplicate key (138******00)", "110*************2X", "7f3a000000000001")
        .doesNotContain("13800138000", "11010519491231002X");
  }
}
