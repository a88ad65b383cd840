# viz alone in an image without a shell: docker build --tag vizpipeline .
# docs/deploy.md says how to run it; everything it writes is in the volume /data.
FROM mcr.microsoft.com/dotnet/sdk:10.0.100 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig BannedSymbols.txt ./
COPY src src
RUN dotnet publish src/Host --configuration Release --output /app --self-contained false -p:UseAppHost=false
RUN mkdir /data

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
COPY --from=build /app /app
# A volume takes its owner from the folder it covers; 1654 is the user of the base image.
COPY --from=build --chown=1654:1654 /data /data
USER 1654
WORKDIR /data
ENV VIZ_HOME=/data DOTNET_EnableDiagnostics=0
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["dotnet", "/app/viz.dll", "health"]
ENTRYPOINT ["dotnet", "/app/viz.dll"]
CMD ["run", "--http", "0.0.0.0:8080"]
