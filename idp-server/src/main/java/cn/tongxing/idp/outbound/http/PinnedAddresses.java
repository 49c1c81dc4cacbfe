package cn.tongxing.idp.outbound.http;

import cn.tongxing.idp.outbound.address.AddressPolicy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;

/**
 * The client's name service. What it hands out has been checked and is what the client connects to:
 * no second answer of the name service can lead elsewhere (DNS rebinding). If one of a host's
 * addresses is refused, the host is.
 */
final class PinnedAddresses implements DnsResolver {

  /** Asks for all addresses of a host. */
  @FunctionalInterface
  interface Names {
    InetAddress[] all(String host) throws UnknownHostException;
  }

  /** Stands for an answer that may not be used. */
  static final class Refused extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    Refused(String explanation) {
      super(explanation);
    }
  }

  private final AddressPolicy policy;
  private final Names names;

  PinnedAddresses(AddressPolicy policy, Names names) {
    this.policy = policy;
    this.names = names;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    Optional<InetAddress> literal = AddressPolicy.literal(host);
    InetAddress[] all = literal.isPresent() ? new InetAddress[] {literal.get()} : names.all(host);
    for (InetAddress address : all) {
      Optional<String> refusal = policy.refusal(host, address);
      if (refusal.isPresent()) {
        throw new Refused(refusal.get());
      }
    }
    return all;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
