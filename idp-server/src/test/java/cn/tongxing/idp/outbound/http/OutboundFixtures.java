package cn.tongxing.idp.outbound.http;

import cn.tongxing.idp.outbound.GuardedHttp;
import cn.tongxing.idp.outbound.OutboundIdentities;
import cn.tongxing.idp.outbound.address.AddressPolicy;
import cn.tongxing.idp.outbound.address.OutboundSettings;
import cn.tongxing.idp.outbound.address.OutboundSettings.Authority;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;

/** The real client for tests of those who use it. */
public final class OutboundFixtures {

  private OutboundFixtures() {}

  /** One that reaches this machine, as in a demonstration. */
  public static GuardedHttp onThisMachine() {
    return http(new OutboundSettings(true, List.of(), List.of(), List.of()));
  }

  /** One that reaches this machine and trusts an authority for a host of it. */
  public static GuardedHttp trusting(Path authority, String host) {
    return http(
        new OutboundSettings(
            true, List.of(), List.of(), List.of(new Authority(authority, List.of(host)))));
  }

  /** Those of a client that reaches this machine. */
  public static OutboundIdentities identities() {
    return http(new OutboundSettings(true, List.of(), List.of(), List.of()));
  }

  private static PinnedHttp http(OutboundSettings settings) {
    return new PinnedHttp(new AddressPolicy(settings), settings, InetAddress::getAllByName);
  }
}
