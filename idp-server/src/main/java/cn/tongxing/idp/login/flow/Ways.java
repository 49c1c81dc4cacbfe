package cn.tongxing.idp.login.flow;

import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.login.Wanted;
import cn.tongxing.idp.login.page.Page.Instead;
import cn.tongxing.idp.login.page.Page.Way;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.notice.sms.SmsSettings;
import cn.tongxing.idp.proofing.OfferedWay;
import cn.tongxing.idp.proofing.Problem;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.proofing.Proving.Shown;
import cn.tongxing.idp.proofing.Purpose;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Which ways a transaction may be gone. A built-in way is offered if its factors can reach the
 * wanted authentication assurance (the level of identity follows from the person's evidence); an
 * adapter if the operator says that it reaches both.
 */
@Component
class Ways {

  static final Set<String> BUILT_IN = Set.of(Proofs.SMS, Proofs.PASSWORD, Proofs.PASSKEY);

  private record BuiltIn(Way way, AuthenticationAssurance reaches) {
    boolean reachesAnyOf(List<Acr> wanted) {
      return wanted.stream().anyMatch(each -> reaches.atLeast(each.authentication()));
    }
  }

  private static final BuiltIn BY_SMS =
      new BuiltIn(
          way(
              Proofs.SMS,
              new LocalizedText("短信验证码登录", "簡訊驗證碼登入", "Code by text message"),
              new LocalizedText("使用已绑定的手机号", "使用已綁定的手機號碼", "With the phone number you registered")),
          AuthenticationAssurance.A1);

  /** A code to the bound phone is asked for on top where two factors are wanted. */
  private static final BuiltIn BY_PASSWORD =
      new BuiltIn(
          way(
              Proofs.PASSWORD,
              new LocalizedText("密码登录", "密碼登入", "Password"),
              new LocalizedText(
                  "使用手机号或证件号码和密码",
                  "使用手機號碼或證件號碼和密碼",
                  "With your phone or document number and password")),
          AuthenticationAssurance.A2);

  private static final BuiltIn BY_PASSKEY =
      new BuiltIn(
          way(
              Proofs.PASSKEY,
              new LocalizedText("通行密钥登录", "密碼金鑰登入", "Passkey"),
              new LocalizedText(
                  "用本设备的指纹、面容或锁屏密码", "使用此裝置的指紋、臉部或螢幕鎖定", "With fingerprint, face or screen lock")),
          AuthenticationAssurance.A3);

  private final Proofs proofs;
  private final PasskeyCredentials passkeys;
  private final List<BuiltIn> builtIns;

  Ways(Proofs proofs, PasskeyCredentials passkeys, SmsSettings sms) {
    this.proofs = proofs;
    this.passkeys = passkeys;
    this.builtIns =
        sms.isConfigured()
            ? List.of(BY_SMS, BY_PASSWORD, BY_PASSKEY)
            : List.of(BY_PASSWORD, BY_PASSKEY);
  }

  private static Way way(String id, LocalizedText label, LocalizedText hint) {
    return new Way(id, label, hint, true);
  }

  /**
   * Built-in ways, those first that reach a level wanted; none once a person was shown and a higher
   * level is what is missing, but whom a fact chose may show a factor of their own. A code to a
   * phone alone steps nobody up, and lifts no cap.
   */
  List<Way> returning(Transaction transaction) {
    if (transaction.request().purpose() instanceof Purpose.NewPhone) {
      return List.of(BY_SMS.way()); // the code to the new phone
    }
    Optional<Shown> first = transaction.proving().first();
    if (first.filter(shown -> !shown.byFact()).isPresent()) {
      return List.of();
    }
    List<Acr> wanted = transaction.request().wanted().anyOf();
    List<Acr> enough = enough(transaction);
    boolean noSms = first.isPresent() || transaction.request().purpose() instanceof Purpose.StepUp;
    return builtIns.stream()
        .filter(each -> each.reachesAnyOf(enough))
        .filter(each -> !noSms || !each.equals(BY_SMS))
        .sorted(Comparator.comparing(each -> !each.reachesAnyOf(wanted)))
        .map(BuiltIn::way)
        .toList();
  }

  /** Adapters: verification is registration. */
  List<Way> registering(Transaction transaction) {
    if (transaction.request().purpose() instanceof Purpose.NewPhone) {
      return List.of();
    }
    return adapters(transaction).map(Ways::shown).toList();
  }

  /** Whether there is an adapter that leads to a level wanted. */
  boolean isReachedByAdapters(Transaction transaction) {
    return proofs.adapters().stream()
        .anyMatch(each -> transaction.request().wanted().isReachedBy(each.reaches()));
  }

  /**
   * The levels that are worth going for. Where everybody can reach one, by an adapter, nothing less
   * is offered; else what was only wished keeps nobody from what is enough.
   */
  private List<Acr> enough(Transaction transaction) {
    Wanted wanted = transaction.request().wanted();
    boolean isShown = transaction.proving().first().isPresent();
    return isShown || wanted.otherwise().isEmpty() || isReachedByAdapters(transaction)
        ? wanted.anyOf()
        : Stream.concat(wanted.anyOf().stream(), wanted.otherwise().stream()).toList();
  }

  /** The way to register that asks its questions right here, if one works. */
  Optional<String> registeringHere(Transaction transaction) {
    return adapters(transaction)
        .filter(each -> each.asksHere() && each.available())
        .map(OfferedWay::id)
        .findFirst();
  }

  private Stream<OfferedWay> adapters(Transaction transaction) {
    List<Acr> enough = enough(transaction);
    return proofs.adapters().stream()
        .filter(each -> enough.stream().anyMatch(each.reaches()::satisfies));
  }

  private static Way shown(OfferedWay adapter) {
    return new Way(adapter.id(), adapter.label(), adapter.hint(), adapter.available());
  }

  /** Whether the way is offered to this transaction now. */
  boolean offers(Transaction transaction, String way) {
    return all(transaction).anyMatch(each -> each.id().equals(way));
  }

  /** What works instead of the way that the transaction is on. */
  Instead instead(Transaction transaction) {
    List<Way> returning = without(returning(transaction), transaction.way());
    List<Way> registering = without(registering(transaction), transaction.way());
    return BUILT_IN.contains(transaction.way())
        ? new Instead(false, returning, registering)
        : new Instead(true, registering, returning);
  }

  private static List<Way> without(List<Way> ways, String than) {
    return ways.stream().filter(each -> !each.id().equals(than) && each.available()).toList();
  }

  /** Whether no way that registers can read a foreign passport. */
  boolean leavesPassportsToCounters(Transaction transaction) {
    List<OfferedWay> offered =
        proofs.adapters().stream()
            .filter(each -> transaction.request().wanted().isReachedBy(each.reaches()))
            .toList();
    return !offered.isEmpty() && offered.stream().noneMatch(OfferedWay::readsPassports);
  }

  /** The way the transaction is on, for its label; a way that was switched off keeps its id. */
  Way current(Transaction transaction) {
    return Stream.concat(builtIns.stream().map(BuiltIn::way), registering(transaction).stream())
        .filter(each -> each.id().equals(transaction.way()))
        .findFirst()
        .orElseGet(() -> new Way(transaction.way(), OTHER, OTHER, false));
  }

  private static final LocalizedText OTHER = new LocalizedText("所选方式", "所選方式", "The chosen way");

  private Stream<Way> all(Transaction transaction) {
    return Stream.concat(returning(transaction).stream(), registering(transaction).stream());
  }

  /** The choice, with a challenge for a passkey offered right there. */
  Stage.Choosing choice(Transaction transaction, Optional<Problem> problem) {
    return new Stage.Choosing(
        transaction.proving().first().filter(shown -> !shown.byFact()).isPresent()
            ? Optional.empty()
            : Optional.of(passkeys.signIn()),
        problem);
  }
}
