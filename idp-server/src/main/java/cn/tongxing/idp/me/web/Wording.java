package cn.tongxing.idp.me.web;

import cn.tongxing.adapter.spi.AdapterDescriptor.Capability;
import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.adapters.AdapterHost;
import cn.tongxing.idp.adapters.OfferedAdapter;
import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.consent.Consents;
import cn.tongxing.idp.consent.Consents.Agreement;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.CitizenTime;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.me.page.AccountPage.Agreed;
import cn.tongxing.idp.me.page.HistoryPage;
import cn.tongxing.idp.proofing.Door;
import cn.tongxing.idp.session.Authentication;
import java.text.ListFormat;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Names of applications and ways, and times, as a citizen reads them. */
@Component
class Wording {

  private static final LocalizedText OTHER = new LocalizedText("其他方式", "其他方式", "Another way");

  private static final LocalizedText LINKED = new LocalizedText("关联的账号", "關聯的帳號", "Linked account");

  /** The ways that no adapter is behind. */
  private static final Map<String, LocalizedText> BUILT_IN =
      Map.of(
          "sms",
          new LocalizedText("短信验证码", "簡訊驗證碼", "Code by text message"),
          Authentication.BY_FACT,
          new LocalizedText(
              "短信验证码和证件号码后 6 位",
              "簡訊驗證碼和證件號碼後 6 位",
              "Code by text message and end of the document number"),
          Authentication.POLLED,
          new LocalizedText(
              "在另一部设备上确认和短信验证码",
              "在另一部裝置上確認和簡訊驗證碼",
              "Confirmed on another device, and a code by text message"),
          Authentication.KNOWN_BROWSER,
          new LocalizedText(
              "在另一部设备上确认，本浏览器以前登录过",
              "在另一部裝置上確認，本瀏覽器以前登入過",
              "Confirmed on another device, in a browser that signed in before"),
          Authentication.ENDED,
          new LocalizedText("已移除的登录方式", "已移除的登入方式", "A way that was removed"),
          "password",
          new LocalizedText("密码", "密碼", "Password"),
          "passkey",
          new LocalizedText("通行密钥", "密碼金鑰", "Passkey"));

  /** Passkeys are named after where they were made, in the words of the source. */
  private static final Map<String, LocalizedText> DEVICES =
      Map.of(
          PasskeyCredentials.label(true), new LocalizedText("手机", "手機", "Phone"),
          PasskeyCredentials.label(false), new LocalizedText("电脑", "電腦", "Computer"));

  private final Clients clients;
  private final AdapterHost adapters;

  Wording(Clients clients, AdapterHost adapters) {
    this.clients = clients;
    this.adapters = adapters;
  }

  Agreed agreed(Agreement agreement, Locale locale) {
    return new Agreed(
        agreement.client().value(),
        application(agreement.client(), locale),
        department(agreement.client(), locale),
        Consents.ordered(agreement.scopes()),
        day(agreement.since(), locale));
  }

  /** The name; of an application that is switched off, its id. */
  String application(ClientId client, Locale locale) {
    return clients
        .find(client)
        .map(it -> it.presentation().name().in(locale))
        .orElse(client.value());
  }

  /** The office behind it; blank for an application that is switched off. */
  private String department(ClientId client, Locale locale) {
    return clients.find(client).map(it -> it.presentation().department().in(locale)).orElse("");
  }

  HistoryPage.Application going(ClientId client, Locale locale) {
    return new HistoryPage.Application(application(client, locale), department(client, locale));
  }

  String method(String id, Locale locale) {
    return Optional.ofNullable(BUILT_IN.get(id))
        .or(() -> adapters.way(id).map(way -> way.descriptor().label()))
        .or(() -> door(id))
        .orElse(OTHER)
        .in(locale);
  }

  /** Ways of which all were gone; each name once. */
  String methods(List<String> ids, Locale locale) {
    return ids.stream().map(id -> method(id, locale)).distinct().collect(Collectors.joining(" + "));
  }

  /** One of the adapters' other doors. */
  private Optional<LocalizedText> door(String id) {
    return adapters.ways().stream()
        .flatMap(adapter ->
            adapter.doors().stream()
                .filter(
                    door -> new Door(adapter.descriptor().id(), door.action()).name().equals(id))
                .map(AdapterFactory.Door::label))
        .findFirst();
  }

  String device(String label, Locale locale) {
    return Optional.ofNullable(DEVICES.get(label)).map(name -> name.in(locale)).orElse(label);
  }

  String day(Instant time, Locale locale) {
    return CitizenTime.day(time, locale);
  }

  String minute(Instant time, Locale locale) {
    return CitizenTime.minute(time, locale);
  }

  /** What an own thing is called. */
  String own(Own own, Locale locale) {
    return switch (own) {
      case PHONE -> method("sms", locale);
      case PASSWORD -> method("password", locale);
      case PASSKEY -> method("passkey", locale);
      case LINKED_WAY -> LINKED.in(locale);
    };
  }

  /** Things as one says "this and that". */
  static String all(List<String> names, Locale locale) {
    return ListFormat.getInstance(locale, ListFormat.Type.STANDARD, ListFormat.Style.FULL)
        .format(names);
  }

  /** Things as one says "this or that"; blank of none. */
  static String either(List<String> names, Locale locale) {
    return names.isEmpty()
        ? ""
        : ListFormat.getInstance(locale, ListFormat.Type.OR, ListFormat.Style.FULL).format(names);
  }

  /** Names of the ways for citizens that may prove a level that does. */
  List<String> proofsOf(Predicate<Acr> reaches, Locale locale) {
    return adapters.ways().stream()
        .filter(each -> reaches.test(each.reaches()))
        .map(OfferedAdapter::descriptor)
        .filter(each -> !each.capabilities().contains(Capability.STAFF_ONLY))
        .map(each -> each.label().in(locale))
        .distinct()
        .toList();
  }

  /**
   * The ways for citizens of which the operator says that they lead so far, as one says "this or
   * that"; empty without any.
   */
  String waysTo(IdentityAssurance level, Locale locale) {
    return either(waysSaidToReach(level, locale), locale);
  }

  /** The same one by one. */
  List<String> waysSaidToReach(IdentityAssurance level, Locale locale) {
    return adapters.ways().stream()
        .filter(each -> each.isSaidToReach(level))
        .map(OfferedAdapter::descriptor)
        .filter(each -> !each.capabilities().contains(Capability.STAFF_ONLY))
        .map(each -> each.label().in(locale))
        .distinct()
        .toList();
  }
}
