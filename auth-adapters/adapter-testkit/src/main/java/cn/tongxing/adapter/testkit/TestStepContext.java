package cn.tongxing.adapter.testkit;

import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.IdentityNeed;
import cn.tongxing.adapter.spi.StepContext;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** A step's context for tests: each {@code with} method gives a changed copy. */
public record TestStepContext(
    String transaction,
    AdapterState state,
    Instant deadline,
    URI callbackUri,
    URI registeredCallbackUri,
    URI notificationUri,
    String callbackState,
    String nonce,
    Locale locale,
    boolean onPhone,
    String departmentName,
    String placeName,
    Set<IdentityNeed> needs)
    implements StepContext {

  public TestStepContext {
    needs = Set.copyOf(needs);
  }

  /** How long an adapter has, unless a test says otherwise. */
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A new transaction of a person who reads simplified Chinese on a PC. */
  public static TestStepContext begin(TestAdapterServices services) {
    String handle = random();
    return new TestStepContext(
        random(),
        AdapterState.EMPTY,
        services.clock().instant().plus(PATIENCE),
        URI.create("https://idp.test/adapters/callback/" + handle),
        URI.create("https://idp.test/adapters/callback"),
        URI.create("https://idp.test/adapters/notification/" + handle),
        random(),
        random(),
        Locale.SIMPLIFIED_CHINESE,
        false,
        "市民服务中心",
        "市政务大厅",
        Set.of());
  }

  private static String random() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** The next step of the same transaction. */
  public TestStepContext withState(AdapterState next) {
    return copy(next, deadline, locale, onPhone);
  }

  /** With another deadline. */
  public TestStepContext withDeadline(Instant other) {
    return copy(state, other, locale, onPhone);
  }

  /** For a person who reads another language. */
  public TestStepContext withLocale(Locale other) {
    return copy(state, deadline, other, onPhone);
  }

  /** On a phone. */
  public TestStepContext usingPhone() {
    return copy(state, deadline, locale, true);
  }

  /** On the way to a place that needs to know who it is. */
  public TestStepContext needing(Set<IdentityNeed> reasons) {
    return copy(state, deadline, locale, onPhone, reasons);
  }

  private TestStepContext copy(
      AdapterState otherState, Instant otherDeadline, Locale otherLocale, boolean phone) {
    return copy(otherState, otherDeadline, otherLocale, phone, needs);
  }

  private TestStepContext copy(
      AdapterState otherState,
      Instant otherDeadline,
      Locale otherLocale,
      boolean phone,
      Set<IdentityNeed> reasons) {
    return new TestStepContext(
        transaction,
        otherState,
        otherDeadline,
        callbackUri,
        registeredCallbackUri,
        notificationUri,
        callbackState,
        nonce,
        otherLocale,
        phone,
        departmentName,
        placeName,
        reasons);
  }
}
