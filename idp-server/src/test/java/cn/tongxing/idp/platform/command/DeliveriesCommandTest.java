package cn.tongxing.idp.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.session.LogoutDeliveries;
import cn.tongxing.idp.session.LogoutDeliveries.Failing;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticApplicationContext;
import picocli.CommandLine;

/** What the operator sees of logouts that do not arrive. */
class DeliveriesCommandTest {

  private static final Instant SINCE = Instant.parse("2026-11-26T08:00:00Z");

  private final StringWriter said = new StringWriter();

  private int list(List<Failing> failing) {
    var command = new ClientCommand();
    new CommandLine(command).setOut(new PrintWriter(said, true));
    var server = new StaticApplicationContext();
    server.getBeanFactory().registerSingleton("deliveries", (LogoutDeliveries) () -> failing);
    return command.deliveries(server);
  }

  @Test
  void eachClientStandsOnALineWithTheReasonAndTheExitCodeSaysThatThereAreSome() {
    assertThat(
            list(
                List.of(
                    new Failing(
                        new ClientId("hospital"),
                        3,
                        1,
                        SINCE,
                        7,
                        "address-refused",
                        Optional.of(SINCE.plusSeconds(3600))),
                    new Failing(
                        new ClientId("fund"), 0, 2, SINCE, 9, "timeout", Optional.empty()))))
        .isEqualTo(1);
    assertThat(said.toString().lines())
        .containsExactly(
            "hospital: address-refused; 3 waiting, 1 given up, the oldest since"
                + " 2026-11-26T16:00:00+08:00, 7 tries; next try 2026-11-26T17:00:00+08:00",
            "fund: timeout; 0 waiting, 2 given up, the oldest since 2026-11-26T16:00:00+08:00, 9 tries;"
                + " next try none");
  }

  @Test
  void whereAllArrivedThatIsSaid() {
    assertThat(list(List.of())).isZero();
    assertThat(said.toString()).contains("Every logout has arrived.");
  }
}
