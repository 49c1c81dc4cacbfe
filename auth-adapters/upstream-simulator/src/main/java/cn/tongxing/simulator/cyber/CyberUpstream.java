package cn.tongxing.simulator.cyber;

import cn.tongxing.simulator.cyber.CyberApp.Decision;
import cn.tongxing.simulator.cyber.CyberApp.Spending;
import cn.tongxing.simulator.fault.Faults;
import cn.tongxing.simulator.fault.Faulty;
import cn.tongxing.simulator.fault.Upstream;
import cn.tongxing.simulator.http.Reply;
import cn.tongxing.simulator.http.Router;
import cn.tongxing.simulator.population.PersonStatus;
import cn.tongxing.simulator.population.Population;
import cn.tongxing.simulator.population.SyntheticPerson;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import tools.jackson.databind.JsonNode;

/** The service of the national network identity. */
public final class CyberUpstream {

  /** Where the app is, as a page. */
  public static final String APP_PATH = CyberAppPages.PATH;

  /** Where the requests are listed that wait for the app. */
  public static final String REQUESTS_PATH = CyberRequests.PATH;

  /** Where the app's answer is fetched. */
  public static final String RESULT_PATH = "/cyber/result";

  /** Where a credential is checked. */
  public static final String AUTH_PATH = "/cyber/auth";

  private final CyberParties parties;
  private final CyberApp app;
  private final CyberAppPages pages;
  private final CyberDesk desk;

  /** A service with one customer. */
  public CyberUpstream(
      Population population, CyberParties parties, InstantSource clock, SecureRandom random) {
    this.parties = parties;
    this.app = new CyberApp(clock, random);
    this.pages = new CyberAppPages(app, population, parties, random);
    this.desk = new CyberDesk(parties, clock, random);
  }

  /** What people do in the app, for tests. */
  public CyberApp app() {
    return app;
  }

  /** Adds the routes. */
  public void register(Router router, Faults faults, Duration slowness) {
    pages.register(router);
    new CyberRequests(app, parties).register(router);
    String keys =
        "{\"orgCode\":\"%s\",\"publicKey\":\"%s\",\"jwk\":%s}"
            .formatted(parties.orgCode(), parties.servicePublicHex(), parties.servicePublicJwk());
    router.on("GET", "/cyber/keys", call -> Reply.json(200, keys));
    router.on(
        "POST",
        RESULT_PATH,
        new Faulty(
            Upstream.CYBER_RESULT,
            faults,
            slowness,
            (call, fault) -> desk.serve(call, fault, this::result)));
    router.on(
        "POST",
        AUTH_PATH,
        new Faulty(
            Upstream.CYBER_AUTH,
            faults,
            slowness,
            (call, fault) -> desk.serve(call, fault, this::verify)));
  }

  private Map<String, String> result(String bizSeq, JsonNode asked) {
    app.begun(bizSeq);
    return switch (app.decision(bizSeq).orElse(null)) {
      case null -> CyberDesk.says(app.isOpened(bizSeq) ? CyberCode.SCANNED : CyberCode.PENDING);
      case Decision.Refused refused -> CyberDesk.says(CyberCode.CANCELLED);
      case Decision.Ended(String code) -> Map.of("resultCode", code, "resultDesc", "");
      case Decision.Agreed agreed -> {
        Map<String, String> content = CyberDesk.says(CyberCode.OK);
        content.put("idCardAuthData", agreed.idCardAuthData());
        content.put("certPwdData", agreed.certPwdData());
        yield content;
      }
    };
  }

  private Map<String, String> verify(String bizSeq, JsonNode asked) {
    String mode = asked.path("authMode").asString("");
    boolean complete =
        mode.matches("R0[1-4]")
            && !asked.path("appName").asString("").isBlank()
            && !asked.path("idCardAuthData").asString("").isBlank();
    if (!complete) {
      return CyberDesk.says(CyberCode.PARAMETERS);
    }
    return switch (app.spend(bizSeq, asked.path("idCardAuthData").asString(""))) {
      case Spending.Rejected(CyberCode code) -> CyberDesk.says(code);
      case Spending.Spent(Decision.Agreed credential) -> judge(mode, credential, asked);
    };
  }

  private Map<String, String> judge(String mode, Decision.Agreed credential, JsonNode asked) {
    SyntheticPerson person = credential.person();
    boolean asksPassword = mode.equals("R02") || mode.equals("R04");
    boolean asksFace = mode.equals("R03") || mode.equals("R04");
    String password = asked.path("certPwdData").asString("");
    if (person.status() == PersonStatus.DECEASED || person.status() == PersonStatus.NO_RECORD) {
      return CyberDesk.says(CyberCode.NOT_USABLE);
    }
    if (asksPassword
        && !(credential.passwordRight() && password.equals(credential.certPwdData()))) {
      return CyberDesk.says(CyberCode.PASSWORD_WRONG);
    }
    if (asksFace && !isPortrait(asked.path("photoEncData").asString(""), person)) {
      return CyberDesk.says(CyberCode.FACE_DIFFERS);
    }
    Map<String, String> content = CyberDesk.says(CyberCode.OK);
    content.put("authMode", mode);
    content.put("pid", pid(person));
    String name = asked.path("name").asString("");
    String number = asked.path("idNum").asString("");
    if (!name.isEmpty() || !number.isEmpty()) {
      content.put("authResult", same(name, person.name()) + same(number, person.number()));
    }
    return content;
  }

  /** One character for each element that was to be compared. */
  private static String same(String asked, String known) {
    return asked.equals(known) ? "0" : "1";
  }

  private static boolean isPortrait(String photo, SyntheticPerson person) {
    return photo.equals(Base64.getEncoder().encodeToString(person.portrait()));
  }

  /** The same person is always the same to one organisation, and another to each other one. */
  private String pid(SyntheticPerson person) {
    HMac mac = new HMac(new SM3Digest());
    mac.init(new KeyParameter(HexFormat.of().parseHex(parties.pseudonymKey())));
    byte[] text = (parties.orgCode() + "|" + person.id()).getBytes(StandardCharsets.UTF_8);
    mac.update(text, 0, text.length);
    byte[] out = new byte[mac.getMacSize()];
    mac.doFinal(out, 0);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out);
  }

  /** The pseudonym that our one customer sees, for tests. */
  public String pseudonym(SyntheticPerson person) {
    return pid(person);
  }

  /** The settings of the customer's side under {@code idp.adapters.police.network-identity}. */
  public Map<String, String> customerProperties(String base) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("org-code", parties.orgCode());
    properties.put("app-id", parties.appId());
    properties.put("app-name", "tongxing");
    properties.put("app-uri", base + APP_PATH);
    properties.put("result-endpoint", base + RESULT_PATH);
    properties.put("auth-endpoint", base + AUTH_PATH);
    properties.put("mode", "R01");
    properties.put("private-key", parties.customerKey());
    properties.put("upstream-public-key", parties.servicePublicHex());
    properties.put("skip-phone", "false");
    properties.put("with-names", "true");
    properties.put("app-returns", "true");
    properties.put("verdicts.invalid", CyberCode.CREDENTIAL_INVALID.code());
    properties.put("verdicts.expired", CyberCode.CREDENTIAL_EXPIRED.code());
    properties.put(
        "verdicts.password-wrong",
        CyberCode.PASSWORD_WRONG.code() + "," + CyberCode.FACE_DIFFERS.code());
    properties.put("verdicts.not-usable", CyberCode.NOT_USABLE.code());
    return properties;
  }

  /** The mode's fault-free service, as a function. */
  @FunctionalInterface
  interface Service {
    /** The content of the answer. */
    Map<String, String> answer(String bizSeq, JsonNode asked);
  }

  /** Whether a person has decided under a business number. */
  public Optional<Boolean> agreed(String bizSeq) {
    return app.decision(bizSeq).map(Decision.Agreed.class::isInstance);
  }
}
