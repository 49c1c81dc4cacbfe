package cn.tongxing.idp.platform.settings;

import java.util.Set;

/**
 * Environment variables that Kubernetes gives every container for each service of its namespace
 * ("service links"). A service named {@code idp} or {@code idp-redis} makes some that begin as ours
 * do; nobody wrote them, and they are no settings.
 */
final class ServiceLinks {

  private static final String HOST = "_SERVICE_HOST";

  private ServiceLinks() {}

  static boolean contains(String variable, Set<String> environment) {
    return environment.stream()
        .filter(other -> other.endsWith(HOST))
        .map(other -> other.substring(0, other.length() - HOST.length()))
        .anyMatch(service ->
            variable.startsWith(service + "_SERVICE_")
                || variable.equals(service + "_PORT")
                || variable.startsWith(service + "_PORT_"));
  }
}
