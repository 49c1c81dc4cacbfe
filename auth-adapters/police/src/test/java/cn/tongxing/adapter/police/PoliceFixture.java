package cn.tongxing.adapter.police;

import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.adapter.spi.Secret;
import cn.tongxing.adapter.testkit.AdapterFixture;
import cn.tongxing.simulator.UpstreamSimulator;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What both ways of the adapter share in the contract. */
abstract class PoliceFixture implements AdapterFixture<PoliceConfig> {

  final UpstreamSimulator simulator;

  PoliceFixture() throws IOException {
    simulator = PoliceFixtures.simulator(InstantSource.system());
  }

  @Override
  public AdapterFactory<PoliceConfig> factory() {
    return new PoliceAdapterFactory();
  }

  @Override
  public PoliceConfig config() {
    return PoliceFixtures.config(simulator);
  }

  @Override
  public Map<String, Supplier<PoliceConfig>> badConfigs() {
    PoliceConfig.Nciic good = PoliceFixtures.nciic(simulator);
    Map<String, Supplier<PoliceConfig>> bad = new HashMap<>();
    bad.put(
        "idp.adapters.police.nciic.region",
        () ->
            new PoliceConfig(
                new PoliceConfig.Nciic(
                    good.endpoint(),
                    good.licence(),
                    good.customerCode(),
                    "Xiamen",
                    good.business(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()),
                Optional.empty()));
    PoliceConfig.NetworkIdentity identity =
        PoliceFixtures.networkIdentity(simulator, PoliceConfig.Mode.R01);
    bad.put(
        "idp.adapters.police.network-identity.private-key",
        () ->
            new PoliceConfig(
                good,
                Optional.of(
                    new PoliceConfig.NetworkIdentity(
                        identity.orgCode(),
                        identity.appId(),
                        identity.appName(),
                        identity.appUri(),
                        identity.resultEndpoint(),
                        identity.authEndpoint(),
                        identity.mode(),
                        Secret.of("half-of-a-private-key"),
                        identity.upstreamPublicKey(),
                        false,
                        identity.verdicts()))));
    bad.put(
        "idp.adapters.police.network-identity.verdicts",
        () -> {
          // a code of the app is no verdict about a credential
          var verdicts =
              new PoliceConfig.Verdicts(List.of("C0401001"), List.of(), List.of(), List.of());
          throw new IllegalStateException("accepted " + verdicts);
        });
    return bad;
  }

  @Override
  public Set<String> egress() {
    return Set.of(simulator.baseUri().getAuthority());
  }

  @Override
  public Set<String> neverPrinted() {
    Set<String> never =
        new HashSet<>(
            Set.of(
                "张三",
                "李四",
                PoliceFixtures.ZHANGSAN,
                PoliceFixtures.LISI,
                "13800000001",
                "13800000002",
                "half-of-a-private-key"));
    for (String id : Set.of("zhangsan", "lisi")) {
      never.add(
          simulator.networkIdentity().pseudonym(simulator.population().find(id).orElseThrow()));
    }
    PoliceConfig config = config();
    never.add(config.nciic().licence().reveal());
    config.networkIdentity().ifPresent(c -> never.add(c.privateKey().reveal()));
    return never;
  }

  @Override
  public void close() {
    simulator.close();
  }
}
