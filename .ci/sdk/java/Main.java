import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tollkeeper.djaoapp.api.AuthApi;
import tollkeeper.djaoapp.api.BillingApi;
import tollkeeper.djaoapp.api.CartApi;
import tollkeeper.djaoapp.model.CartItemCreate;
import tollkeeper.djaoapp.model.Charge;
import tollkeeper.djaoapp.model.ChargeState;
import tollkeeper.djaoapp.model.Checkout;
import tollkeeper.djaoapp.model.Credentials;
import tollkeeper.djaoapp.model.RedeemCoupon;
import tollkeeper.djaoapp.model.RefundCharge;
import tollkeeper.djaoapp.model.RefundChargeItem;

/** The runner of the Java SDKs: what .ci/sdk/conductor asks for, through gen/sdk/java. */
final class Main {
  private static final String BASE = System.getenv("TOLLKEEPER_URL");
  private static final ObjectMapper MAPPER = tollkeeper.djaoapp.ApiClient.createDefaultObjectMapper();

  public static void main(String[] args) throws Exception {
    mainJob();
    HttpClient http = HttpClient.newHttpClient();
    for (String fault = ""; ; ) {
      String previous = MAPPER.writeValueAsString(Map.of("error", fault));
      HttpRequest next = HttpRequest.newBuilder(URI.create(BASE + "/conductor/next")).POST(HttpRequest.BodyPublishers.ofString(previous)).build();
      HttpResponse<String> answer = http.send(next, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) return;
      fault = send(MAPPER.readTree(answer.body()));
    }
  }

  /** Signs xia in, buys a discounted month for her, and as alice, who sells it, pays a part back. */
  private static void mainJob() throws Exception {
    tollkeeper.djaoapp.ApiClient xia = signIn("xia");
    tollkeeper.djaoapp.ApiClient alice = signIn("alice");
    new CartApi(xia).cartCreate(new CartItemCreate().plan("open-space"), null);
    new CartApi(xia).cartRedeemCreate(new RedeemCoupon().code("DIS50"), null);
    // 200 answers {} and 201 a charge: Java has one type for both.
    Object answer = new CartApi(xia).billingCheckoutCreate("xia", new Checkout().processorToken("tok_visa"), null, null);
    Charge paid = MAPPER.convertValue(answer, Charge.class);
    if (paid.getState() != ChargeState.DONE) throw new IllegalStateException("the cart was not paid");
    RefundCharge part = new RefundCharge().addLinesItem(new RefundChargeItem().num(0).refundedAmount(500L));
    Charge refunded = new BillingApi(alice).billingChargesRefundCreate(paid.getProcessorKey(), part, null);
    if (!refunded.getAmount().equals(paid.getAmount())) throw new IllegalStateException("another charge was refunded");
  }

  private static tollkeeper.djaoapp.ApiClient signIn(String username) throws Exception {
    tollkeeper.djaoapp.ApiClient client = new tollkeeper.djaoapp.ApiClient();
    client.updateBaseUri(BASE + "/api");
    String token = new AuthApi(client).authCreate(new Credentials().username(username).password("yoyo"), null, null).getToken();
    client.setRequestInterceptor(request -> request.setHeader("Authorization", "Bearer " + token));
    return client;
  }

  /** Finds the method of an operation by its name and sends its example; says what went wrong, "" for nothing. */
  private static String send(JsonNode call) {
    try {
      Object api = api(call);
      Method method = method(api.getClass(), call.get("operation").asText());
      List<Object> arguments = new ArrayList<>();
      for (Parameter parameter : method.getParameters()) arguments.add(argument(parameter, call));
      Object answer = method.invoke(api, arguments.toArray());
      int status = (int) answer.getClass().getMethod("getStatusCode").invoke(answer);
      boolean typed = answer.getClass().getMethod("getData").invoke(answer) != null;
      return status == 204 || typed ? "" : status + ": the answer has no type";
    } catch (InvocationTargetException e) {
      return String.valueOf(e.getCause());
    } catch (ReflectiveOperationException | IOException | RuntimeException e) {
      return String.valueOf(e);
    }
  }

  /** The class of the operation's room, with a client that sends the call's token. */
  private static Object api(JsonNode call) throws ReflectiveOperationException {
    String tag = call.get("tag").asText();
    String name = Character.toUpperCase(tag.charAt(0)) + tag.substring(1) + "Api";
    String bearer = "Bearer " + call.get("token").asText();
    if (call.get("contract").asText().equals("djaoapp")) {
      tollkeeper.djaoapp.ApiClient client = new tollkeeper.djaoapp.ApiClient();
      client.updateBaseUri(BASE + "/api");
      client.setRequestInterceptor(request -> request.setHeader("Authorization", bearer));
      return Class.forName("tollkeeper.djaoapp.api." + name).getConstructor(client.getClass()).newInstance(client);
    }
    tollkeeper.subscriptions.ApiClient client = new tollkeeper.subscriptions.ApiClient();
    client.updateBaseUri(BASE + "/api/v1");
    client.setRequestInterceptor(request -> request.setHeader("Authorization", bearer));
    return Class.forName("tollkeeper.subscriptions.api." + name).getConstructor(client.getClass()).newInstance(client);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private static Method method(Class<?> api, String operation) throws NoSuchMethodException {
    Method found = null;
    for (Method method : api.getMethods()) {
      boolean named = plain(method.getName()).equals(plain(operation) + "withhttpinfo");
      if (named && (found == null || method.getParameterCount() < found.getParameterCount())) found = method;
    }
    if (found == null) throw new NoSuchMethodException(operation);
    return found;
  }

  /** What the example has for a parameter: by its name in path, query, header or form; the body by its type. */
  private static Object argument(Parameter parameter, JsonNode call) throws IOException {
    String name = plain(parameter.getName());
    Type type = parameter.getParameterizedType();
    for (String where : List.of("path_values", "query", "header")) {
      JsonNode value = find(call.get(where), name);
      if (value == null) continue;
      boolean one = value.isArray() && !List.class.isAssignableFrom(parameter.getType());
      return MAPPER.convertValue(one ? value.get(0) : value, MAPPER.constructType(type));
    }
    if (call.get("content_type").asText().equals("application/json")) {
      return isBody(type) ? MAPPER.readValue(call.get("body").toString(), MAPPER.constructType(type)) : null;
    }
    JsonNode field = find(call.get("body"), name);
    if (field == null) return null;
    if (parameter.getType() != File.class) return MAPPER.convertValue(field, MAPPER.constructType(type));
    File file = File.createTempFile("example", ".txt");
    file.deleteOnExit();
    Files.writeString(file.toPath(), field.asText());
    return file;
  }

  private static JsonNode find(JsonNode object, String name) {
    if (object == null || !object.isObject()) return null;
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (plain(field.getKey()).equals(name)) return field.getValue();
    }
    return null;
  }

  /** Bodies are models, lists of them, or where Java has no type for them, any object; enumerations are parameters. */
  private static boolean isBody(Type type) {
    if (type instanceof ParameterizedType) {
      ParameterizedType generic = (ParameterizedType) type;
      return generic.getRawType() == Map.class || isBody(generic.getActualTypeArguments()[0]);
    }
    Class<?> one = (Class<?>) type;
    return one == Object.class || !one.isEnum() && one.getName().startsWith("tollkeeper.") && one.getName().contains(".model.");
  }
}
