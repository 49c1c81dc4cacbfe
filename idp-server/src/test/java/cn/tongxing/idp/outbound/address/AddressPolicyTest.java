package cn.tongxing.idp.outbound.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.outbound.address.OutboundSettings.Authority;
import cn.tongxing.idp.testing.Clause;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Clause("S1")
class AddressPolicyTest {

  private static final String HOST = "app.health.gov.example";

  private static AddressPolicy policy(List<String> networks, List<String> hosts) {
    return new AddressPolicy(new OutboundSettings(false, networks, hosts, List.of()));
  }

  private static AddressPolicy closed() {
    return policy(List.of(), List.of());
  }

  private static boolean reaches(AddressPolicy policy, String host, String address)
      throws Exception {
    return policy.refusal(host, InetAddress.getByName(address)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.100.100.200",
        "198.18.0.1",
        "192.0.2.1",
        "224.0.0.1",
        "255.255.255.255",
        "2130706433",
        "::1",
        "::",
        "fe80::1",
        "fd00::1",
        "ff02::1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "2001::1",
        "::ffff:10.0.0.1",
        "::10.0.0.1",
        "2001:db8::1"
      })
  void withoutSettingsOnlyPublicAddressesAreReached(String address) throws Exception {
    assertThat(reaches(closed(), HOST, address)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1.1.1", "223.5.5.5", "172.32.0.1", "2400:3200::1"})
  void publicAddressesNeedNoMention(String address) throws Exception {
    assertThat(reaches(closed(), HOST, address)).isTrue();
  }

  @Test
  void aNamedNetworkIsReachedAndItsNeighbourIsNot() throws Exception {
    AddressPolicy policy = policy(List.of("10.20.0.0/16", "fd12:3456::/32"), List.of());

    assertThat(reaches(policy, HOST, "10.20.255.255")).isTrue();
    assertThat(reaches(policy, HOST, "10.21.0.0")).isFalse();
    assertThat(reaches(policy, HOST, "fd12:3456:789a::1")).isTrue();
    assertThat(reaches(policy, HOST, "fd12:3457::1")).isFalse();
    assertThat(reaches(policy, HOST, "::ffff:10.20.0.1")).isTrue();
  }

  @Test
  void aNamedHostMayHaveAddressesOfPrivateUseAndNoOthers() throws Exception {
    AddressPolicy policy = policy(List.of(), List.of(HOST, "*.fund.gov.example"));

    assertThat(reaches(policy, "APP.health.gov.example", "172.16.5.5")).isTrue();
    assertThat(reaches(policy, "api.fund.gov.example", "192.168.7.7")).isTrue();
    assertThat(reaches(policy, "fund.gov.example", "192.168.7.7")).isFalse();
    assertThat(reaches(policy, "evilfund.gov.example", "192.168.7.7")).isFalse();
    for (String never : List.of("127.0.0.1", "169.254.169.254", "0.0.0.0", "224.0.0.1")) {
      assertThat(reaches(policy, HOST, never)).as(never).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"100.100.100.200", "fd00:ec2::254"})
  void whereCloudsKeepSecretsNoNetworkReaches(String address) throws Exception {
    AddressPolicy policy = policy(List.of("100.64.0.0/10", "fd00::/8"), List.of(HOST));

    assertThat(reaches(policy, HOST, address)).isFalse();
    assertThat(reaches(policy, HOST, "100.100.100.201")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "https://10.1.2.3/logout, private use",
    "https://127.0.0.1/logout, this machine",
    "https://localhost/logout, this machine",
    "https://[::1]/logout, this machine",
    "https://2130706433/logout, this machine",
    "https://169.254.169.254/logout, nothing is ever sent to",
    "https://[fd00::1]/logout, private use",
    "http://app.health.gov.example/logout, must be https",
    "http://10.20.0.1/logout, must be https",
    "ftp://app.health.gov.example/logout, must be https",
    "file:///etc/passwd, no host",
    "https://user@app.health.gov.example/logout, no host",
    "https://0x7f.1/logout, no host"
  })
  void anAddressThatCanNeverBeReachedIsSaidSoWithTheReason(URI uri, String reason) {
    assertThat(closed().refusal(uri)).get().asString().contains(reason);
  }

  @Test
  void aNameIsNotRefusedBeforeItIsLookedUp() {
    assertThat(closed().refusal(URI.create("https://app.health.gov.example/logout"))).isEmpty();
    AddressPolicy policy = policy(List.of("10.20.0.0/16"), List.of());
    assertThat(policy.refusal(URI.create("https://10.20.0.9:8443/logout"))).isEmpty();
  }

  @Test
  void thisMachineIsReachedByASettingOfItsOwnOrByOneNamedAddress() throws Exception {
    var demonstration =
        new AddressPolicy(new OutboundSettings(true, List.of(), List.of(), List.of()));
    assertThat(reaches(demonstration, "localhost", "127.0.0.1")).isTrue();
    assertThat(demonstration.refusal(URI.create("http://localhost:9002/logout"))).isEmpty();

    AddressPolicy sidecar = policy(List.of("127.0.0.1/32"), List.of());
    assertThat(sidecar.refusal(URI.create("http://127.0.0.1:8080/sms"))).isEmpty();
    assertThat(reaches(sidecar, HOST, "127.0.0.2")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0/0",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.0.0.0/8",
        "1.1.1.0/24",
        "::/0",
        "fe80::/10",
        "10.1.2.3/8",
        "10.0.0.0/33",
        "10.0.0.0/",
        "ten",
        ""
      })
  void aNetworkThatIsTooWideOrOfNoPrivateUseStopsTheStart(String network) {
    assertThatThrownBy(() -> policy(List.of(network), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "*.cn", "a b", "https://a.example", "a..b", ".example", ""})
  void aHostThatIsNoneOrTooWideStopsTheStart(String host) {
    assertThatThrownBy(() -> policy(List.of(), List.of(host)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Authority(Path.of("ca.pem"), List.of(host)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anAuthorityIsBelievedForNamedHostsOnly() {
    assertThatThrownBy(() -> new Authority(Path.of("ca.pem"), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
