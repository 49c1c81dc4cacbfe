package cn.tongxing.adapter.police;

import cn.tongxing.adapter.spi.FormValues;
import cn.tongxing.adapter.spi.Secret;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.simulator.SimulatorSettings;
import cn.tongxing.simulator.UpstreamSimulator;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A simulator and the configuration that points at it. */
final class PoliceFixtures {

  static final String ZHANGSAN = "350200199001010019";
  static final String LISI = "350200199001010027";

  private PoliceFixtures() {}

  static UpstreamSimulator simulator(InstantSource clock) throws IOException {
    return UpstreamSimulator.start(
        SimulatorSettings.inMemory(clock, new SecureRandom())
            .withSlowness(Duration.ofSeconds(2))
            .withOwnNamespaceOnly()
            .withQueriesPerNumber(1_000_000));
  }

  static PoliceConfig config(UpstreamSimulator simulator) {
    return new PoliceConfig(
        nciic(simulator), Optional.of(networkIdentity(simulator, PoliceConfig.Mode.R01)));
  }

  static PoliceConfig.Nciic nciic(UpstreamSimulator simulator) {
    Map<String, String> all = simulator.policeProperties();
    String prefix = "idp.adapters.police.nciic.";
    return new PoliceConfig.Nciic(
        URI.create(all.get(prefix + "endpoint")),
        Secret.of(all.get(prefix + "licence")),
        all.get(prefix + "customer-code"),
        all.get(prefix + "region"),
        all.get(prefix + "business"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static PoliceConfig.NetworkIdentity networkIdentity(
      UpstreamSimulator simulator, PoliceConfig.Mode mode) {
    Map<String, String> all = simulator.policeProperties();
    String prefix = "idp.adapters.police.network-identity.";
    return new PoliceConfig.NetworkIdentity(
        all.get(prefix + "org-code"),
        all.get(prefix + "app-id"),
        all.get(prefix + "app-name"),
        URI.create(all.get(prefix + "app-uri")),
        URI.create(all.get(prefix + "result-endpoint")),
        URI.create(all.get(prefix + "auth-endpoint")),
        mode,
        Secret.of(all.get(prefix + "private-key")),
        all.get(prefix + "upstream-public-key"),
        false,
        Optional.of(
            new PoliceConfig.Verdicts(
                codes(all, "invalid"),
                codes(all, "expired"),
                codes(all, "password-wrong"),
                codes(all, "not-usable"))));
  }

  private static List<String> codes(Map<String, String> all, String verdict) {
    String name = "idp.adapters.police.network-identity.verdicts." + verdict;
    return List.of(all.get(name).split(","));
  }

  /** As a host reads it: what is wrong never reaches the adapter. */
  static Step.FormSubmitted typed(String name, String number) {
    FormValues.Reading read =
        FormValues.read(
            new IdentityForm(false).firstSight(),
            Map.of("name", name, "id_number", number),
            LocalDate.of(2026, 11, 1));
    return new Step.FormSubmitted("submit", read.values());
  }

  static Step.PhoneVerified phone() {
    return new Step.PhoneVerified(PhoneNumber.parse("13800000001").orElseThrow());
  }
}
