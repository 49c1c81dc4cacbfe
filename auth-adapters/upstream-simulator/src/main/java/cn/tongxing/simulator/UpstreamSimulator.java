package cn.tongxing.simulator;

import cn.tongxing.simulator.carrier.CarrierUpstream;
import cn.tongxing.simulator.cyber.CyberParties;
import cn.tongxing.simulator.cyber.CyberUpstream;
import cn.tongxing.simulator.fault.FaultPages;
import cn.tongxing.simulator.fault.Faults;
import cn.tongxing.simulator.http.RequestLog;
import cn.tongxing.simulator.http.Router;
import cn.tongxing.simulator.nciic.NciicUpstream;
import cn.tongxing.simulator.nciic.QueryLimit;
import cn.tongxing.simulator.population.Population;
import cn.tongxing.simulator.sms.SmsGateway;
import cn.tongxing.simulator.sms.SmsInbox;
import cn.tongxing.simulator.sms.SmsPages;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** All simulated upstreams on one port of the loopback interface. */
public final class UpstreamSimulator implements AutoCloseable {

  private static final String POLICE = "idp.adapters.police.";
  private static final String CUSTOMER_CODE = "tongxing-demo";

  private final Router router;
  private final Population population = new Population();
  private final Faults faults = new Faults();
  private final SmsInbox inbox = new SmsInbox();
  private final RequestLog log;
  private final CyberUpstream networkIdentity;
  private final String licence;
  private final String smsSecret;
  private final CarrierUpstream.Account carrierAccount;

  private UpstreamSimulator(SimulatorSettings settings, SimulatorSecrets secrets)
      throws IOException {
    licence = secrets.get("nciic.licence", () -> randomText(settings.random(), 48));
    smsSecret = secrets.get("sms.secret", () -> randomText(settings.random(), 32));
    carrierAccount = carrierAccount(settings, secrets);
    log = new RequestLog(settings.clock());
    router = Router.open(settings.port(), log);
    router.banner(faults::banner);
    new HomePages(population, log).register(router);
    new FaultPages(faults).register(router);
    new SmsPages(inbox).register(router);
    new SmsGateway(smsSecret, inbox, settings.clock())
        .register(router, faults, settings.slowness());
    new NciicUpstream(
            population,
            new NciicUpstream.Contract(licence, CUSTOMER_CODE, settings.ownNamespaceOnly()),
            new QueryLimit(settings.clock(), settings.queriesPerNumber()))
        .register(router, faults, settings.slowness());
    new CarrierUpstream(population, carrierAccount, settings.clock())
        .register(router, faults, settings.slowness());
    networkIdentity =
        new CyberUpstream(
            population, parties(settings, secrets), settings.clock(), settings.random());
    networkIdentity.register(router, faults, settings.slowness());
  }

  private static CarrierUpstream.Account carrierAccount(
      SimulatorSettings settings, SimulatorSecrets secrets) {
    SecureRandom random = settings.random();
    return new CarrierUpstream.Account(
        "tongxing-demo",
        secrets.get("carrier.key", () -> randomText(random, 32)),
        secrets.get("carrier.reissue-auth-code", () -> randomText(random, 9)),
        secrets.get("carrier.holder-auth-code", () -> randomText(random, 9)));
  }

  private static CyberParties parties(SimulatorSettings settings, SimulatorSecrets secrets) {
    SecureRandom random = settings.random();
    return new CyberParties(
        "TX350200",
        "0002",
        secrets.get("cyber.service-key", () -> CyberParties.newPrivateKey(random)),
        secrets.get("cyber.customer-key", () -> CyberParties.newPrivateKey(random)),
        secrets.get("cyber.pseudonym-key", () -> CyberParties.newPrivateKey(random)));
  }

  /**
   * Starts a simulator; it answers when this returns.
   *
   * @throws IOException if the port is taken or the data folder cannot be written
   */
  public static UpstreamSimulator start(SimulatorSettings settings) throws IOException {
    SimulatorSecrets secrets = SimulatorSecrets.open(settings.data());
    UpstreamSimulator simulator = new UpstreamSimulator(settings, secrets);
    try {
      secrets.save();
      if (settings.data().isPresent()) {
        simulator.writeSettings(settings.data().get());
      }
    } catch (IOException unwritable) {
      simulator.close();
      throw unwritable;
    }
    // Last: who finds the port answering finds the settings too.
    simulator.router.start();
    return simulator;
  }

  private void writeSettings(Path folder) throws IOException {
    SimulatorSecrets.writeOwnerOnly(folder.resolve("sms-provider.properties"), smsProperties());
    SimulatorSecrets.writeOwnerOnly(folder.resolve("carriers.properties"), carrierProperties());
    SimulatorSecrets.writeOwnerOnly(
        folder.resolve("police-adapter.properties"), policeProperties());
  }

  private static String randomText(SecureRandom random, int bytes) {
    byte[] fresh = new byte[bytes];
    random.nextBytes(fresh);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(fresh);
  }

  /** Where it listens, without a slash at the end. */
  public URI baseUri() {
    return URI.create("http://127.0.0.1:" + router.port());
  }

  /** The switches. */
  public Faults faults() {
    return faults;
  }

  /** The citizens. */
  public Population population() {
    return population;
  }

  /** Text messages received. */
  public SmsInbox inbox() {
    return inbox;
  }

  /** The network identity, with its app. */
  public CyberUpstream networkIdentity() {
    return networkIdentity;
  }

  /** What was asked of it. */
  public RequestLog requests() {
    return log;
  }

  /**
   * The settings under {@code idp.adapters.police} that make the adapter talk to this simulator.
   */
  public Map<String, String> policeProperties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(POLICE + "egress", baseUri().getAuthority());
    // The network identity reaches P3; name and number alone less.
    properties.put(POLICE + "reaches", "urn:tongxing:acr:p3:a1");
    String nciic = POLICE + "nciic.";
    properties.put(nciic + "endpoint", baseUri() + NciicUpstream.PATH);
    properties.put(nciic + "licence", licence);
    properties.put(nciic + "customer-code", CUSTOMER_CODE);
    properties.put(nciic + "region", "350200");
    properties.put(nciic + "business", "tongxing-real-name");
    networkIdentity
        .customerProperties(baseUri().toString())
        .forEach((name, value) -> properties.put(POLICE + "network-identity." + name, value));
    return properties;
  }

  /** The settings under {@code idp.sms} that make a sender talk to this simulator. */
  public Map<String, String> smsProperties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("idp.sms.endpoint", baseUri() + SmsGateway.PATH);
    properties.put("idp.sms.secret", smsSecret);
    return properties;
  }

  /** The settings under {@code idp.carriers} that make the carriers' checks ask this simulator. */
  public Map<String, String> carrierProperties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("idp.carriers.endpoint", baseUri() + CarrierUpstream.PATH);
    properties.put("idp.carriers.access-key-id", carrierAccount.keyId());
    properties.put("idp.carriers.access-key-secret", carrierAccount.keySecret());
    properties.put("idp.carriers.reissue-auth-code", carrierAccount.reissueAuthCode());
    properties.put("idp.carriers.holder-auth-code", carrierAccount.holderAuthCode());
    return properties;
  }

  @Override
  public void close() {
    router.close();
  }
}
