package cn.tongxing.idp.proofing;

import cn.tongxing.idp.kernel.SignInId;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The hosts that there are, found by what is theirs. */
@Component
public class Hosts {

  /** Of a purpose that nobody runs yet. */
  private static final String NOBODYS = "/sign-in";

  private final ObjectProvider<ProvingHost> hosts;

  Hosts(ObjectProvider<ProvingHost> hosts) {
    this.hosts = hosts;
  }

  /** Below which path the provings of a purpose take what comes from upstreams. */
  public String path(Purpose purpose) {
    return all().stream()
        .filter(each -> each.runs(purpose))
        .map(ProvingHost::path)
        .findFirst()
        .orElse(NOBODYS);
  }

  /** A proving that is not the asking host's. */
  public Optional<Elsewhere> elsewhere(SignInId id, ProvingHost asking) {
    return all().stream()
        .filter(each -> !each.path().equals(asking.path()))
        .flatMap(
            each -> each.proving(id).stream().map(proving -> new Elsewhere(each.path(), proving)))
        .findFirst();
  }

  /**
   * Where a proving is.
   *
   * @param path of its host
   */
  public record Elsewhere(String path, Proving proving) {}

  /** Asked for when it is needed: a host stands above this room and needs it. */
  private List<ProvingHost> all() {
    return hosts.stream().toList();
  }
}
