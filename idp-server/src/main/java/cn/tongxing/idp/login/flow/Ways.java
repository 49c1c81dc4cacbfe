package cn.tongxing.idp.login.flow;

import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.login.Wanted;
import cn.tongxing.idp.login.page.Instead;
import cn.tongxing.idp.login.page.Page.Way;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.notice.sms.SmsSettings;
import cn.tongxing.idp.proofing.Action;
import cn.tongxing.idp.proofing.OfferedWay;
import cn.tongxing.idp.proofing.Problem;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.proofing.Purpose;
import java.net.URI;
import java.text.ListFormat;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Which ways a transaction may be gone. Of nobody yet: every built-in way, and the adapters by
 * which the operator says that somebody becomes sure enough; of a person who is known, what {@link
 * StillMissing} says.
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
   * Built-in ways: of a person who is known, those that help; else all, for each can be the first
   * step, those first that reach a level wanted by themselves.
   */
  List<Way> returning(Transaction transaction) {
    if (transaction.request().purpose() instanceof Purpose.NewPhone) {
      return List.of(BY_SMS.way()); // the code to the new phone
    }
    if (transaction.missing().isPresent()) {
      List<String> own = transaction.missing().get().own();
      return own.stream().flatMap(id -> builtIn(id).stream()).toList();
    }
    List<Acr> wanted = transaction.request().wanted().anyOf();
    return builtIns.stream()
        .sorted(Comparator.comparing(each -> !each.reachesAnyOf(wanted)))
        .map(BuiltIn::way)
        .toList();
  }

  private Optional<Way> builtIn(String id) {
    return builtIns.stream().map(BuiltIn::way).filter(each -> each.id().equals(id)).findFirst();
  }

  /** Adapters: verification is registration. */
  List<Way> registering(Transaction transaction) {
    if (transaction.request().purpose() instanceof Purpose.NewPhone) {
      return List.of();
    }
    Stream<OfferedWay> adapters = adapters(transaction);
    boolean thaws = transaction.request().purpose() instanceof Purpose.Thaw;
    return (thaws ? ThawAccount.offered(adapters) : adapters).map(Ways::shown).toList();
  }

  /** The way to register that asks its questions right here, if one works. */
  Optional<String> registeringHere(Transaction transaction) {
    return adapters(transaction)
        .filter(each -> each.asksHere() && each.available())
        .map(OfferedWay::id)
        .findFirst();
  }

  /** Sure enough who it is: what signs in better can be set right after. */
  private Stream<OfferedWay> adapters(Transaction transaction) {
    if (transaction.missing().isPresent()) {
      List<String> helping = transaction.missing().get().adapters();
      return proofs.adapters().stream().filter(each -> helping.contains(each.id()));
    }
    Wanted wanted = transaction.request().wanted();
    return proofs.adapters().stream()
        .filter(each ->
            Stream.concat(wanted.anyOf().stream(), wanted.otherwise().stream())
                .anyMatch(level -> each.reaches().identity().atLeast(level.identity())));
  }

  private static Way shown(OfferedWay adapter) {
    return new Way(
        adapter.id(),
        adapter.label(),
        adapter.hint(),
        adapter.available(),
        adapter.installPage().map(URI::toString),
        adapter.icon());
  }

  /**
   * The way whose upstream's own app a request says to come from. Anybody can say so: it decides
   * what stands first, and chooses nothing.
   *
   * @param header value of a header by its name; blank where there is none
   */
  Optional<String> ofApp(UnaryOperator<String> header) {
    return proofs.adapters().stream()
        .filter(
            way -> way.marks().stream().anyMatch(mark -> mark.isIn(header.apply(mark.header()))))
        .map(OfferedWay::id)
        .findFirst();
  }

  /** Whether the way is offered to this transaction now. */
  boolean offers(Transaction transaction, String way) {
    return all(transaction).anyMatch(each -> each.id().equals(way));
  }

  /** What works instead of the way that the transaction is on. */
  Instead instead(Transaction transaction) {
    List<Way> returning = without(returning(transaction), transaction.way());
    List<Way> registering = without(registering(transaction), transaction.way());
    if (isKnown(transaction)) {
      List<Way> all = Stream.concat(returning.stream(), registering.stream()).toList();
      return new Instead(false, all, List.of()); // nobody registers here
    }
    return BUILT_IN.contains(transaction.way())
        ? new Instead(false, returning, registering)
        : new Instead(true, registering, returning);
  }

  /** Whether it is about an account that is there. */
  private static boolean isKnown(Transaction transaction) {
    return transaction.missing().isPresent()
        || transaction.request().purpose() instanceof Purpose.Thaw;
  }

  private static List<Way> without(List<Way> ways, String than) {
    return ways.stream().filter(each -> !each.id().equals(than) && each.available()).toList();
  }

  /** The ways that thaw an account alone, as one says "this or that"; blank without. */
  String thatThaw(Transaction transaction) {
    Locale locale = transaction.request().locale();
    List<String> names =
        proofs.adapters().stream()
            .filter(each -> each.isSaidToReach(IdentityAssurance.P4))
            .map(each -> each.label().in(locale))
            .distinct()
            .toList();
    return names.isEmpty()
        ? ""
        : ListFormat.getInstance(locale, ListFormat.Type.OR, ListFormat.Style.FULL).format(names);
  }

  /** Whether no way that registers can read a foreign passport. */
  boolean leavesPassportsToCounters(Transaction transaction) {
    List<OfferedWay> offered = adapters(transaction).toList();
    return !offered.isEmpty() && offered.stream().noneMatch(OfferedWay::readsPassports);
  }

  /** The way the transaction is on, for its label; a way that was switched off keeps its id. */
  Way current(Transaction transaction) {
    return named(transaction.way());
  }

  /** The way of a name. */
  Way named(String name) {
    return Stream.concat(
            builtIns.stream().map(BuiltIn::way), proofs.adapters().stream().map(Ways::shown))
        .filter(each -> each.id().equals(name))
        .findFirst()
        .orElseGet(() -> new Way(name, OTHER, OTHER, false));
  }

  private static final LocalizedText OTHER = new LocalizedText("所选方式", "所選方式", "The chosen way");

  private Stream<Way> all(Transaction transaction) {
    return Stream.concat(returning(transaction).stream(), registering(transaction).stream());
  }

  /** The choice, with a challenge for a passkey offered right there. */
  Stage.Choosing choice(Transaction transaction, Optional<Problem> problem) {
    return new Stage.Choosing(
        transaction.missing().filter(each -> !each.own().contains(Proofs.PASSKEY)).isPresent()
            ? Optional.empty()
            : Optional.of(passkeys.signIn()),
        problem);
  }

  /** The way of last time is asked about on the page of choices itself. */
  static boolean bringsFields(Action action) {
    return switch (action.way().orElse("")) {
      case Proofs.SMS -> action.has("phone");
      case Proofs.PASSWORD -> action.has("password");
      default -> false;
    };
  }
}
