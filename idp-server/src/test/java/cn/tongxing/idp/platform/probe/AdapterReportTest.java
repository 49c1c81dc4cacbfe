package cn.tongxing.idp.platform.probe;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.AdapterHealth;
import cn.tongxing.idp.adapters.AdapterStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdapterReportTest {

  private static final Instant NOON = Instant.parse("2026-11-27T04:00:00Z");

  @Test
  void aWayThatIsWellSaysWhatRuns() {
    var status =
        new AdapterStatus(
            "police",
            true,
            AdapterHealth.wellUntil(NOON),
            List.of(
                new AdapterStatus.Door(
                    "", Optional.empty(), 2, 64, Optional.of(NOON), Optional.empty())));
    assertThat(AdapterReport.of(List.of(status)))
        .isEqualTo(
            """
            [{"adapter":"police","enabled":true,"until":"2026-11-27T04:00:00Z","doors":[\
            {"door":"police","circuit":"closed","running":2,"limit":64,"answered":"2026-11-27T04:00:00Z"}]}]
            """);
  }

  @Test
  void aWayThatIsDownSaysSinceWhenAndWhy() {
    var status =
        new AdapterStatus(
            "police",
            false,
            AdapterHealth.ill("the licence is over"),
            List.of(
                new AdapterStatus.Door(
                    "network-identity",
                    Optional.of(NOON.plusSeconds(15)),
                    0,
                    64,
                    Optional.empty(),
                    Optional.of(new AdapterStatus.Failure(NOON, "no answer within 5000 ms")))));
    assertThat(AdapterReport.of(List.of(status)))
        .isEqualTo(
            """
            [{"adapter":"police","enabled":false,"problem":"the licence is over","doors":[\
            {"door":"police/network-identity","circuit":"open","open_until":"2026-11-27T04:00:15Z",\
            "running":0,"limit":64,"failed":"2026-11-27T04:00:00Z","diagnosis":"no answer within 5000 ms"}]}]
            """);
  }
}
