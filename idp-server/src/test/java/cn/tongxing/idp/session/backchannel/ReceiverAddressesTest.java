package cn.tongxing.idp.session.backchannel;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Clause("S1")
class ReceiverAddressesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "198.18.0.1",
        "192.0.2.1",
        "224.0.0.1",
        "255.255.255.255",
        "2130706433",
        "::1",
        "::",
        "fe80::1",
        "fd00::1",
        "ff02::1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "2001::1",
        "::ffff:10.0.0.1",
        "2001:db8::1"
      })
  void innerAddressesAreNotPublic(String address) throws Exception {
    assertThat(ReceiverAddresses.isPublic(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1.1.1", "223.5.5.5", "172.32.0.1", "2400:3200::1"})
  void othersArePublic(String address) throws Exception {
    assertThat(ReceiverAddresses.isPublic(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void loopbackIsRefusedUnlessConfigured() throws Exception {
    assertThat(new ReceiverAddresses(new OutboundSettings(false)).resolve("127.0.0.1")).isEmpty();
    assertThat(new ReceiverAddresses(new OutboundSettings(true)).resolve("127.0.0.1")).isPresent();
  }

  @Test
  @Clause("N6")
  void triesGetRarerAndEndAfterADay() {
    Instant queued = Instant.parse("2026-05-01T00:00:00Z");

    assertThat(RetryPlan.next(1, queued, queued)).contains(queued.plusSeconds(5));
    assertThat(RetryPlan.next(4, queued, queued)).contains(queued.plusSeconds(40));
    assertThat(RetryPlan.next(40, queued, queued)).contains(queued.plus(Duration.ofHours(1)));
    assertThat(RetryPlan.next(40, queued, queued.plus(Duration.ofHours(23)))).isEmpty();
  }
}
