package cn.tongxing.idp.proofing.limits;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.KnownPlaces.Place;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.proofing.LimitSettings;
import cn.tongxing.idp.proofing.limits.Admission.Limited;
import cn.tongxing.idp.proofing.limits.Admission.Limited.Holder;
import cn.tongxing.idp.testing.Clause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which budgets a browser, its network and a self-service machine have. */
@Clause("A5")
class DeviceBudgetsTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final UUID MACHINE = new UUID(1, 2);
  private static final Place PLACE = Place.unmarked(new RequestOrigin("198.51.100.7", "browser"));

  private final DeviceBudgets budgets = new DeviceBudgets(settings());

  private static LimitSettings settings() {
    return new LimitSettings(
        new LimitSettings.Sms(Duration.ofMinutes(1), 1, 2, 3, 4, 5, 6, 7, 8, 9),
        new LimitSettings.Code(Duration.ofMinutes(5), 1, 2, 3),
        new LimitSettings.Password(11, Duration.ofMinutes(5), 12, 13),
        new LimitSettings.RealName(14, 15, 16, 17),
        new LimitSettings.Capture(18, 19, 20, 32, 33),
        new LimitSettings.Kiosk(21, 22, 23, 24, 34),
        new LimitSettings.Desk(25, 26, 35),
        31);
  }

  private static Limits.Source browser(int last) {
    byte[] browser = new byte[32];
    browser[11] = (byte) last;
    return new Limits.Source(PLACE, browser);
  }

  private static Limits.Source machine() {
    return new Limits.Source(PLACE, new byte[32], Optional.of(MACHINE), Optional.empty());
  }

  @Test
  void aBrowserSharesItsNetworkAndHasABudgetOfItsOwn() {
    String network = PLACE.origin().network();
    String device = "device:" + "00".repeat(11) + "05";

    assertThat(budgets.codes(browser(5)))
        .containsExactly(
            new Budget("net-hour:" + network, 3, HOUR),
            new Budget("net-day:" + network, 4, DAY),
            new Budget(device, 5, DAY));
    assertThat(budgets.documents(browser(5)))
        .containsExactly(new Budget(device, 16, DAY), new Budget("net:" + network, 17, DAY));
    assertThat(budgets.captures(browser(5)))
        .containsExactly(new Budget(device, 19, HOUR), new Budget("net:" + network, 20, HOUR));
    assertThat(budgets.allCaptures(browser(5)))
        .containsExactly(
            new Budget("in-all:" + device, 32, HOUR),
            new Budget("in-all:net:" + network, 33, HOUR));
    assertThat(budgets.passwords(browser(5))).isEqualTo(new Budget("net:" + network, 13, HOUR));
    assertThat(budgets.codes(browser(6)).getLast())
        .isNotEqualTo(budgets.codes(browser(5)).getLast());
    assertThat(network).as("a network, not an address").doesNotContain("100.7");
  }

  @Test
  void aMachineHasItsOwnInPlaceOfBoth() {
    String key = "device:kiosk:" + MACHINE;

    assertThat(budgets.codes(machine())).containsExactly(new Budget(key, 21, DAY));
    assertThat(budgets.passwords(machine())).isEqualTo(new Budget(key, 22, HOUR));
    assertThat(budgets.documents(machine())).containsExactly(new Budget(key, 23, DAY));
    assertThat(budgets.captures(machine())).containsExactly(new Budget(key, 24, HOUR));
    assertThat(budgets.allCaptures(machine()))
        .containsExactly(new Budget("in-all:" + key, 34, HOUR));
    assertThat(budgets.prefix(machine(), "+86137")).isEmpty();
  }

  /** A clerk proves one person after the other, all in one browser. */
  @Test
  @Clause("A13")
  void aMemberOfStaffHasTheirOwnInPlaceOfBrowserAndNetwork() {
    Limits.Source desk =
        new Limits.Source(PLACE, new byte[32], Optional.empty(), Optional.of("A-17"));

    assertThat(budgets.codes(desk)).containsExactly(new Budget("device:desk:A-17", 25, DAY));
    assertThat(budgets.documents(desk)).containsExactly(new Budget("device:desk:A-17", 26, DAY));
    assertThat(budgets.captures(desk)).containsExactly(new Budget("device:desk:A-17", 26, DAY));
    assertThat(budgets.allCaptures(desk))
        .containsExactly(new Budget("in-all:device:desk:A-17", 35, DAY));
    assertThat(budgets.prefix(desk, "+86137")).isEmpty();
    assertThat(budgets.passwords(desk))
        .as("nobody types one there")
        .isEqualTo(budgets.passwords(browser(5)));
  }

  @Test
  void aRangeOfNumbersPressesTheNetworkThatUsesItUp() {
    assertThat(budgets.prefix(browser(1), "+86137"))
        .isEqualTo(
            List.of(
                new Budget("prefix:+86137", 6, HOUR, Budget.Effect.PRESSES),
                new Budget(
                    "prefix:+86137:" + PLACE.origin().network(),
                    7,
                    HOUR,
                    Budget.Effect.STOPS_UNDER_PRESSURE)));
  }

  @ParameterizedTest
  @CsvSource({
    "sms:device:kiosk:7, DEVICE",
    "real-name:device:00ff, DEVICE",
    "sms:net-hour:198.51.100.0/24, NETWORK",
    "sms:net-day:198.51.100.0/24, NETWORK",
    "password:net:198.51.100.0/24, NETWORK",
    "net:198.51.100.0/24, NETWORK",
    "sms:day:0a1b, TYPED",
    "password:typed:0a1b, TYPED",
    "sms:prefix:+86137:198.51.100.0/24, EVERYBODY",
    "sms:prefix:+86137:2001:db8::/64, EVERYBODY",
    "sms:all, EVERYBODY",
    "sms:day:a11, TYPED",
    "code:floor:0a1b, TYPED",
    "capture:challenge:0a1b, TYPED",
    "capture:device:00ff, DEVICE",
    "capture:net:198.51.100.0/24, NETWORK",
    "capture:in-all:device:00ff, DEVICE",
    "capture:in-all:device:kiosk:7, DEVICE",
    "capture:in-all:net:198.51.100.0/24, NETWORK"
  })
  void whoseLimitItIsIsReadFromItsName(String by, Holder holder) {
    assertThat(new Limited(Instant.EPOCH, by).holder()).isEqualTo(holder);
  }
}
