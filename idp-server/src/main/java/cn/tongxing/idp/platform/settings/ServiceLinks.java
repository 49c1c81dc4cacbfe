package cn.tongxing.idp.platform.settings;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Environment variables that Kubernetes gives every container for each service of its namespace
 * ("service links"). A service named {@code idp} or {@code idp-management} makes some that begin as
 * ours do; nobody wrote them, and they are no settings. Those that could be read as one are taken
 * out before anything is; {@code ..._SERVICE_HOST} and {@code ..._SERVICE_PORT} stay, as an
 * operator's own settings may refer to them.
 */
final class ServiceLinks implements EnvironmentPostProcessor, Ordered {

  private static final String OURS = "IDP_";
  private static final String HOST = "_SERVICE_HOST";
  private static final String PORT = "_PORT";
  private static final Pattern ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

  /** Before Spring Boot wraps the variables to tell where each comes from. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
    if (environment.getPropertySources().get(name)
        instanceof SystemEnvironmentPropertySource variables) {
      Map<String, Object> rest = new TreeMap<>(variables.getSource());
      Set<String> all = variables.getSource().keySet();
      if (rest.entrySet()
          .removeIf(each -> isLinkedPort(each.getKey(), String.valueOf(each.getValue()), all))) {
        environment
            .getPropertySources()
            .replace(name, new SystemEnvironmentPropertySource(name, rest));
      }
    }
  }

  /** A port that somebody set by hand is a number, and stays. */
  private static boolean isLinkedPort(String variable, String value, Set<String> environment) {
    if (!variable.startsWith(OURS) || !contains(variable, environment)) {
      return false;
    }
    if (variable.endsWith(PORT) && !variable.contains(PORT + "_")) {
      return ADDRESS.matcher(value).matches();
    }
    return variable.contains(PORT + "_") && !variable.contains("_SERVICE_");
  }

  static boolean contains(String variable, Set<String> environment) {
    return environment.stream()
        .filter(other -> other.endsWith(HOST))
        .map(other -> other.substring(0, other.length() - HOST.length()))
        .anyMatch(service ->
            variable.startsWith(service + "_SERVICE_")
                || variable.equals(service + PORT)
                || variable.startsWith(service + PORT + "_"));
  }
}
