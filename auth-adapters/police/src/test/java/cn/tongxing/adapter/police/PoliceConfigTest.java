package cn.tongxing.adapter.police;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.adapter.spi.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoliceConfigTest {

  private static PoliceConfig.Nciic nciic(String endpoint, String customer, String region) {
    return new PoliceConfig.Nciic(
        URI.create(endpoint),
        Secret.of("licence-of-the-customer"),
        customer,
        region,
        "business",
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "http://register.example/s, customer, 350200, idp.adapters.police.nciic.endpoint",
    "ftp://127.0.0.1/s, customer, 350200, idp.adapters.police.nciic.endpoint",
    "/relative, customer, 350200, idp.adapters.police.nciic.endpoint",
    "https://user@register.example/s, customer, 350200, idp.adapters.police.nciic.endpoint",
    "https://register.example/s, ' ', 350200, idp.adapters.police.nciic.customer-code",
    "https://register.example/s, customer, 3502, idp.adapters.police.nciic.region"
  })
  void badValuesAreRefusedByTheNameOfTheirProperty(
      String endpoint, String customer, String region, String property) {
    assertThatThrownBy(() -> nciic(endpoint, customer, region))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(property);
  }

  @ParameterizedTest
  @CsvSource({
    "TX|1, https://a.example/, 1, idp.adapters.police.network-identity.org-code",
    "TX1, http://a.example/, 1, idp.adapters.police.network-identity.app-uri",
    "TX1, https://a.example/, zz, idp.adapters.police.network-identity.private-key"
  })
  void badNetworkIdentityIsRefusedByTheNameOfItsProperty(
      String org, String app, String key, String property) {
    URI good = URI.create("https://a.example/x");
    assertThatThrownBy(() ->
            new PoliceConfig.NetworkIdentity(
                org,
                "0002",
                "app",
                URI.create(app),
                good,
                good,
                PoliceConfig.Mode.R01,
                Secret.of(key),
                "04",
                false,
                Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(property);
  }

  @ParameterizedTest
  @CsvSource({"C0000000, TX-1", "C0412003, TX-1", "TX-0001, TX-1", "TX-1, TX-1", "'', TX-1"})
  void aCodeOfTheAppOrOneThatIsNamedTwiceIsNoVerdict(String one, String other) {
    assertThatThrownBy(
            () -> new PoliceConfig.Verdicts(List.of(one), List.of(other), List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("idp.adapters.police.network-identity.verdicts");
  }

  @Test
  void secretsPrintAsStars() {
    assertThat(nciic("https://register.example/s", "c", "350200").toString())
        .doesNotContain("licence-of-the-customer");
  }

  @Test
  void theFactoryIsFound() {
    assertThat(ServiceLoader.load(AdapterFactory.class))
        .anySatisfy(factory -> assertThat(factory.descriptor().id()).isEqualTo("police"));
  }
}
