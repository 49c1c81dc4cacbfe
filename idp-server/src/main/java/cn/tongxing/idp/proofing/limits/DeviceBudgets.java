package cn.tongxing.idp.proofing.limits;

import cn.tongxing.idp.proofing.LimitSettings;
import cn.tongxing.idp.proofing.limits.Limits.Source;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * What a browser and its network may try. A self-service machine with a key, and a member of staff
 * at a counter, have budgets of their own in place of both: whoever stands in line behind others
 * has used nothing up.
 */
@Component
class DeviceBudgets {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final LimitSettings settings;

  DeviceBudgets(LimitSettings settings) {
    this.settings = settings;
  }

  /** For a code. */
  List<Budget> codes(Source source) {
    LimitSettings.Sms sms = settings.sms();
    if (source.desk().isPresent()) {
      return List.of(desk(source, settings.desk().smsPerDay()));
    }
    if (source.kiosk().isPresent()) {
      return List.of(kiosk(source, settings.kiosk().smsPerDay(), DAY));
    }
    String network = network(source);
    return List.of(
        new Budget("net-hour:" + network, sms.addressPerHour(), HOUR),
        new Budget("net-day:" + network, sms.addressPerDay(), DAY),
        new Budget("device:" + device(source), sms.devicePerDay(), DAY));
  }

  /**
   * For a code beside others to numbers of the same range; none in a kiosk or at a counter.
   *
   * @param prefix the first characters of the number
   */
  List<Budget> prefix(Source source, String prefix) {
    LimitSettings.Sms sms = settings.sms();
    if (source.kiosk().isPresent() || source.desk().isPresent()) {
      return List.of();
    }
    return List.of(
        new Budget("prefix:" + prefix, sms.prefixPerHour(), HOUR, Budget.Effect.PRESSES),
        new Budget(
            "prefix:" + prefix + ":" + network(source),
            sms.pressedPrefixAddressPerHour(),
            HOUR,
            Budget.Effect.STOPS_UNDER_PRESSURE));
  }

  /** For a password. */
  Budget passwords(Source source) {
    return source.kiosk().isPresent()
        ? kiosk(source, settings.kiosk().passwordsPerHour(), HOUR)
        : new Budget("net:" + network(source), settings.password().addressPerHour(), HOUR);
  }

  /** For a comparison of a document. */
  List<Budget> documents(Source source) {
    LimitSettings.RealName real = settings.realName();
    if (source.desk().isPresent()) {
      return List.of(desk(source, settings.desk().realNamePerDay()));
    }
    return source.kiosk().isPresent()
        ? List.of(kiosk(source, settings.kiosk().realNamePerDay(), DAY))
        : List.of(
            new Budget("device:" + device(source), real.devicePerDay(), DAY),
            new Budget("net:" + network(source), real.addressPerDay(), DAY));
  }

  /** For an upload of pictures that comes to nothing; at a counter as many as comparisons. */
  List<Budget> captures(Source source) {
    LimitSettings.Capture capture = settings.capture();
    if (source.desk().isPresent()) {
      return List.of(desk(source, settings.desk().realNamePerDay()));
    }
    return source.kiosk().isPresent()
        ? List.of(kiosk(source, settings.kiosk().capturesPerHour(), HOUR))
        : List.of(
            new Budget("device:" + device(source), capture.devicePerHour(), HOUR),
            new Budget("net:" + network(source), capture.addressPerHour(), HOUR));
  }

  /** For an upload of pictures, whatever comes of it. */
  List<Budget> allCaptures(Source source) {
    LimitSettings.Capture capture = settings.capture();
    if (source.desk().isPresent()) {
      return List.of(inAll(desk(source, settings.desk().allCapturesPerDay())));
    }
    return source.kiosk().isPresent()
        ? List.of(inAll(kiosk(source, settings.kiosk().allCapturesPerHour(), HOUR)))
        : List.of(
            inAll(new Budget("device:" + device(source), capture.allDevicePerHour(), HOUR)),
            inAll(new Budget("net:" + network(source), capture.allAddressPerHour(), HOUR)));
  }

  /** A second count of the same holder's. */
  private static Budget inAll(Budget budget) {
    return new Budget("in-all:" + budget.key(), budget.most(), budget.window());
  }

  private static Budget desk(Source source, int most) {
    return new Budget("device:desk:" + source.desk().orElseThrow(), most, DAY);
  }

  private static Budget kiosk(Source source, int most, Duration window) {
    return new Budget("device:kiosk:" + source.kiosk().orElseThrow(), most, window);
  }

  private static String network(Source source) {
    return source.place().origin().network();
  }

  private static String device(Source source) {
    return HexFormat.of().formatHex(Arrays.copyOf(source.browser(), 12));
  }
}
