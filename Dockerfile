# viz alone in an image: docker build --tag vizpipeline .
FROM mcr.microsoft.com/dotnet/sdk:10.0.100 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig BannedSymbols.txt ./
COPY src src
RUN dotnet publish src/Host --configuration Release --output /app --self-contained false -p:UseAppHost=false

FROM mcr.microsoft.com/dotnet/aspnet:10.0.0
RUN useradd --uid 10001 --create-home viz && mkdir /home/viz/data && chown viz:viz /home/viz/data
COPY --from=build /app /app
USER viz
WORKDIR /home/viz
ENV VIZ_HOME=/home/viz/data
VOLUME /home/viz/data
STOPSIGNAL SIGTERM
ENTRYPOINT ["dotnet", "/app/viz.dll"]
CMD ["--help"]
