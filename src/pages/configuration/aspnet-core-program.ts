const readKey = `using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
`

const signAssertion = `
    // Signed for the token endpoint with the private key; used once, and for a minute.
    options.Events.OnAuthorizationCodeReceived = context =>
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(File.ReadAllText(portvakt["PrivateKeyFile"]!));
        var key = new RsaSecurityKey(rsa) { KeyId = portvakt["KeyId"] };
        var now = DateTime.UtcNow;
        context.TokenEndpointRequest!.ClientAssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
        context.TokenEndpointRequest.ClientAssertion = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = options.ClientId,
            Audience = options.Authority,
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddSeconds(60),
            Claims = new Dictionary<string, object> { ["sub"] = options.ClientId!, ["jti"] = Guid.NewGuid().ToString() },
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256),
        });
        return Task.CompletedTask;
    };`

/** The program; it holds no value of any client. `withKey`: the client proves itself by private_key_jwt. */
export const aspnetProgram = (withKey: boolean): string => `using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
${withKey ? readKey : ''}
var builder = WebApplication.CreateBuilder(args);
var portvakt = builder.Configuration.GetSection("Portvakt");

builder.Services.AddAuthorization();
builder.Services.AddAuthentication(options =>
{
    options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
    options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
})
.AddCookie()
.AddOpenIdConnect(options =>
{
    options.Authority = portvakt["Authority"];
    options.RequireHttpsMetadata = portvakt.GetValue<bool>("RequireHttpsMetadata");
    options.ClientId = portvakt["ClientId"];
${withKey ? '' : '    options.ClientSecret = portvakt["ClientSecret"];\n'}    options.ResponseType = OpenIdConnectResponseType.Code;
    // A redirect with GET: the cookies of the login then need no SameSite=None.
    options.ResponseMode = OpenIdConnectResponseMode.Query;
    options.UsePkce = true;
    options.Scope.Clear();
    foreach (var scope in portvakt.GetSection("Scope").Get<string[]>()!) options.Scope.Add(scope);
    options.CallbackPath = portvakt["CallbackPath"];
    options.SignedOutCallbackPath = portvakt["SignedOutCallbackPath"];
    options.RemoteSignOutPath = portvakt["RemoteSignOutPath"];
    options.MapInboundClaims = false;
    // Kept for id_token_hint at logout.
    options.SaveTokens = true;
    options.Events.OnRedirectToIdentityProvider = context =>
    {
        context.ProtocolMessage.AcrValues = portvakt["AcrValues"];
        context.ProtocolMessage.UiLocales = portvakt["UiLocales"];
        return Task.CompletedTask;
    };${withKey ? signAssertion : ''}
});

var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();

app.MapGet("/", (HttpContext context) => context.User.Claims.ToLookup(claim => claim.Type, claim => claim.Value)
    .ToDictionary(claims => claims.Key, claims => string.Join(' ', claims))).RequireAuthorization();
app.MapGet("/logout", () => Results.SignOut(
    new AuthenticationProperties { RedirectUri = "/" },
    [CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme]));

app.Run();
`
