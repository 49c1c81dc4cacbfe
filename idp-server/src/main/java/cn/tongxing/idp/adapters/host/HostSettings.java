package cn.tongxing.idp.adapters.host;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.outbound.TlsIdentity;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The host's own settings of one adapter, under {@code idp.adapters.<id>} beside those of the
 * adapter.
 *
 * @param enabled the kill switch; true if left out
 * @param egress where the adapter may connect to: {@code host} (the scheme's usual port) or {@code
 *     host:port}; none if left out
 * @param redirectHosts where the adapter may send the browser: {@code host} or {@code host:port}
 * @param deadline how long one step may take; 5 s if left out, at most 10 s
 * @param concurrency how many steps may run at once; 64 if left out, 1 to 10,000
 * @param reaches the most this way can lead to, such as {@code urn:tongxing:acr:p3:a1}; without it
 *     the way is offered for any level of identity and one factor
 * @param label name of the way on the page that offers it, in place of the adapter's own
 * @param hint one sentence below it, in place of the adapter's own
 * @param tls certificate to show to the upstream, and whom to trust; the machine's own if left out
 * @param order where it stands among the ways: smaller first, 100 if left out; then by id
 * @param installPage where the app that this way needs on the phone is installed from, an https
 *     address: shown beside its code and where the app failed; no link if left out
 * @param icon file of the picture shown beside the label, in place of a drawn one: a static PNG,
 *     square, 48 to 192 pixels, at most 6 KB, without metadata
 * @param tellsIdentity whether law or agreement lets the upstream have name and documents of people
 *     whom it is told of; no if left out
 */
record HostSettings(
    Optional<Boolean> enabled,
    List<String> egress,
    List<String> redirectHosts,
    Optional<Duration> deadline,
    Optional<Integer> concurrency,
    Optional<String> reaches,
    Optional<LocalizedText> label,
    Optional<LocalizedText> hint,
    Optional<TlsIdentity> tls,
    Optional<Integer> order,
    Optional<URI> installPage,
    Optional<Path> icon,
    Optional<Boolean> tellsIdentity) {

  private static final Duration LONGEST = Duration.ofSeconds(10);

  HostSettings {
    egress = List.copyOf(egress);
    redirectHosts = List.copyOf(redirectHosts);
    if (deadline.filter(d -> !d.isPositive() || d.compareTo(LONGEST) > 0).isPresent()) {
      throw new IllegalArgumentException("deadline: more than 0 and at most 10s");
    }
    if (concurrency.filter(n -> n < 1 || n > 10_000).isPresent()) {
      throw new IllegalArgumentException("concurrency: 1 to 10000");
    }
    if (reaches.isPresent() && reaches.flatMap(Acr::parse).isEmpty()) {
      throw new IllegalArgumentException("reaches: of the form urn:tongxing:acr:p3:a1");
    }
    if (!installPage.map(HostSettings::isPage).orElse(true)) {
      throw new IllegalArgumentException("install-page: an https address");
    }
    var _ = read(icon);
  }

  /** Read and checked: an icon that is none stops the start. */
  private static Optional<OwnIcon> read(Optional<Path> file) {
    try {
      return file.map(OwnIcon::read);
    } catch (IllegalArgumentException none) {
      throw new IllegalArgumentException("icon: " + none.getMessage(), none);
    }
  }

  /** Its picture. */
  Optional<OwnIcon> ownIcon() {
    return read(icon);
  }

  /** It is shown to people as a link: nothing but a page, and nobody's name in it. */
  private static boolean isPage(URI address) {
    return "https".equals(address.getScheme())
        && address.getHost() != null
        && address.getUserInfo() == null;
  }

  /** What everybody sees of it, under the id of this instance. */
  AdapterDescriptor shown(AdapterDescriptor adapter, String id) {
    return new AdapterDescriptor(
        id,
        adapter.spiVersion(),
        label.orElse(adapter.label()),
        hint.orElse(adapter.hint()),
        adapter.capabilities(),
        adapter.documents(),
        adapter.acknowledgement());
  }

  boolean isToldIdentity() {
    return tellsIdentity.orElse(false);
  }

  int place() {
    return order.orElse(100);
  }

  boolean isEnabled() {
    return enabled.orElse(true);
  }

  Duration limit() {
    return deadline.orElse(Duration.ofSeconds(5));
  }

  int permits() {
    return concurrency.orElse(64);
  }

  /** Whether it may connect to anything over the lent client. */
  boolean callsOut() {
    return !egress.isEmpty();
  }

  Acr most() {
    return reaches.flatMap(Acr::parse).orElse(new Acr(HIGHEST, Acr.LEAST.authentication()));
  }

  private static final cn.tongxing.idp.kernel.IdentityAssurance HIGHEST =
      cn.tongxing.idp.kernel.IdentityAssurance.P5;
}
