package cn.tongxing.idp.outbound.http;

import cn.tongxing.idp.outbound.EgressCheck;
import cn.tongxing.idp.outbound.SettingsCheck;
import cn.tongxing.idp.outbound.address.AddressPolicy;
import cn.tongxing.idp.outbound.address.OutboundSettings;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** Every address that a setting names against the allow-list, and the files of certificates. */
final class CheckEgress implements SettingsCheck {

  @Override
  public List<String> problems(ConfigurableEnvironment environment) {
    OutboundSettings outbound;
    try {
      outbound = Binder.get(environment).bindOrCreate("idp.outbound", OutboundSettings.class);
    } catch (BindException refusedElsewhere) {
      return List.of();
    }
    List<String> problems = new ArrayList<>();
    AddressPolicy policy = new AddressPolicy(outbound);
    for (EgressCheck room :
        SpringFactoriesLoader.forDefaultResourceLocation(CheckEgress.class.getClassLoader())
            .load(EgressCheck.class)) {
      for (EgressCheck.Target target : room.targets(environment)) {
        policy
            .refusal(target.address())
            .ifPresent(why -> problems.add(target.setting() + " " + why));
      }
      room.identities(environment).forEach(each -> readable(each, problems));
    }
    outbound.authorities().forEach(each -> readable(each, problems));
    return problems;
  }

  private static void readable(EgressCheck.Identity identity, List<String> problems) {
    try {
      TlsFiles.context(identity.tls());
    } catch (IllegalArgumentException e) {
      problems.add(identity.setting() + "." + e.getMessage());
    }
  }

  private static void readable(OutboundSettings.Authority authority, List<String> problems) {
    try {
      TrustedAuthorities.of(authority);
    } catch (IllegalArgumentException | IllegalStateException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }
}
