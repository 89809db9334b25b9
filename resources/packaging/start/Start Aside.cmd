@echo off
rem Starts Aside from this folder: nothing is installed, nothing is fetched, and no rights are needed.
setlocal
title Aside
"%~dp0runtime\node.exe" "%~dp0app\out\library\bin.js" start --data "%~dp0data" --scenarios "%~dp0library" %*
if errorlevel 1 pause
