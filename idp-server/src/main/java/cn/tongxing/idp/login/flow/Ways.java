package cn.tongxing.idp.login.flow;

import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.login.page.Page.Way;
import cn.tongxing.idp.login.sms.SmsSettings;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.proofing.OfferedWay;
import cn.tongxing.idp.proofing.Problem;
import cn.tongxing.idp.proofing.Proofs;
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

  private record BuiltIn(Way way, AuthenticationAssurance reaches) {}

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
              new LocalizedText("刷脸、指纹或锁屏密码登录", "臉部、指紋或螢幕鎖定登入", "Face, fingerprint or screen lock"),
              new LocalizedText(
                  "使用您在本设备上设置的通行密钥", "使用您在此裝置上設定的通行密鑰", "With the passkey on this device")),
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

  /** Built-in ways; none once a person was shown and a higher level is what is missing. */
  List<Way> returning(Transaction transaction) {
    AuthenticationAssurance wanted = transaction.request().wanted().authentication();
    return transaction.proving().first().isPresent()
        ? List.of()
        : builtIns.stream()
            .filter(each -> each.reaches().atLeast(wanted))
            .map(BuiltIn::way)
            .toList();
  }

  /** Adapters: verification is registration. */
  List<Way> registering(Transaction transaction) {
    return proofs.adapters().stream()
        .filter(each -> each.reaches().satisfies(transaction.request().wanted()))
        .map(Ways::shown)
        .toList();
  }

  private static Way shown(OfferedWay adapter) {
    return new Way(adapter.id(), adapter.label(), adapter.hint(), adapter.available());
  }

  /** Whether the way is offered to this transaction now. */
  boolean offers(Transaction transaction, String way) {
    return all(transaction).anyMatch(each -> each.id().equals(way));
  }

  /** All others that work, returning ones first. */
  List<Way> others(Transaction transaction, String than) {
    return all(transaction).filter(each -> !each.id().equals(than) && each.available()).toList();
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
        transaction.proving().first().isPresent()
            ? Optional.empty()
            : Optional.of(passkeys.signIn()),
        problem);
  }
}
